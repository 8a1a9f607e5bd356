package io.resilienceagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for a test, described first and then started. */
public final class Jvm {
    /** The agent's jar, as the build made it. */
    public static final Path AGENT =
            Path.of("..", "agent", "target", "resilience.jar").toAbsolutePath().normalize();

    private static final long HANG_SECONDS = 120;

    private final Jdks.Jdk jdk;
    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** @param directory its working directory, where its output is kept as well */
    public Jvm(Jdks.Jdk jdk, Path directory) {
        this.jdk = jdk;
        this.directory = directory;
    }

    /** Adds JVM options. */
    public Jvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Adds the agent with these arguments. */
    public Jvm withAgent(String arguments) {
        return with("-javaagent:" + AGENT + (arguments.isEmpty() ? "" : "=" + arguments));
    }

    /** Adds the agent with this policy, written to a file in the working directory. */
    public Jvm withPolicy(String yaml) {
        return withAgent(write("policy.yaml", yaml).toString());
    }

    /** Writes a file into the working directory. */
    public Path write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets an environment variable. */
    public Jvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What is run: {@code -jar x.jar args} or {@code -cp path Main args}. */
    public Jvm running(String... words) {
        program.addAll(List.of(words));
        return this;
    }

    /** Runs a class of the test class path. */
    public Jvm runningClass(Class<?> main, String... arguments) {
        running("-cp", Path.of("target", "test-classes").toAbsolutePath().toString(), main.getName());
        return running(arguments);
    }

    /** Starts it. */
    public Process start() {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(options);
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("JAVA_TOOL_OPTIONS")
                        || name.startsWith("JDK_JAVA_OPTIONS")
                        || name.startsWith("RESILIENCE_"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    public Ended run() {
        Process process = start();
        try {
            if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the JVM hung:\n" + ended(-1));
            }
            return ended(process.exitValue());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Ended ended(int exitCode) {
        try {
            return new Ended(
                    exitCode,
                    Files.readString(directory.resolve("stdout")),
                    Files.readString(directory.resolve("stderr")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a JVM ended. */
    public record Ended(int exitCode, String out, String err) {
        /** Lines of the error stream that are not the agent's own log lines. */
        public List<String> foreignErrors() {
            return err.lines()
                    .filter(line ->
                            !line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z (INFO|WARN|ERROR|CRITICAL) [A-Z_]+ .*"))
                    .toList();
        }
    }
}
