package io.resilienceagent.cli.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a user starts it: a process of its own, from the jar that the build made. */
final class Cli {
    /** Where the build leaves it. */
    static final Path DIRECTORY =
            Path.of(System.getProperty("cli.directory", "target")).toAbsolutePath();

    private static final long HANG_SECONDS = 90;

    private final List<String> start = new ArrayList<>();

    /** On this JDK. */
    Cli(Jdks.Jdk jdk) {
        this(DIRECTORY.resolve("attach-cli.jar"), jdk, List.of());
    }

    private Cli(Path jar, Jdks.Jdk jdk, List<String> before) {
        start.addAll(before);
        start.addAll(List.of(jdk.java(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    }

    /** A copy of the jar, started by another command, as somebody else. */
    static Cli of(Path jar, Jdks.Jdk jdk, List<String> before) {
        return new Cli(jar, jdk, before);
    }

    /** How a run ended. */
    record Ended(int exit, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new AssertionError(toString(), e);
            }
        }
    }

    /** Starts a command. */
    Process start(Path out, Path err, Object... words) {
        List<String> command = new ArrayList<>(start);
        for (Object word : words) {
            command.add(word.toString());
        }
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("RESILIENCE_") || name.equals("JAVA_TOOL_OPTIONS"));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    Ended run(Object... words) {
        try {
            Path out = Files.createTempFile("cli", ".out");
            Path err = Files.createTempFile("cli", ".err");
            Process process = start(out, err, words);
            if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the command hung: " + List.of(words) + Files.readString(err));
            }
            Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
