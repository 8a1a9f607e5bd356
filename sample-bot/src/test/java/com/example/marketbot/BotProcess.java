package com.example.marketbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The runnable jar in a process of its own, its output in files. */
record BotProcess(Process process, Path out, Path err) implements AutoCloseable {

    /** What is left of a process that ended by itself. */
    record Result(int exitCode, List<String> out, List<String> err) {
        String lastLine() {
            return out.get(out.size() - 1);
        }
    }

    /** The JDK of the build, and the newest one. */
    static Stream<String> javaHomes() {
        return Stream.of(System.getProperty("build.java.home"), System.getProperty("java.home"))
                .distinct();
    }

    static BotProcess start(Path directory, String javaHome, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(javaHome + "/bin/java", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("bot.jar")));
        command.addAll(arguments);
        Path out = Files.createTempFile(directory, "process", ".out");
        Path err = Files.createTempFile(directory, "process", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new BotProcess(process, out, err);
    }

    static BotProcess start(Path directory, List<String> arguments) throws IOException {
        return start(directory, System.getProperty("java.home"), List.of(), arguments);
    }

    static Result runOn(Path directory, String javaHome, String... arguments) throws Exception {
        try (BotProcess bot = start(directory, javaHome, List.of(), List.of(arguments))) {
            return bot.end();
        }
    }

    static Result run(Path directory, String... arguments) throws Exception {
        return runOn(directory, System.getProperty("java.home"), arguments);
    }

    Result end() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + Files.readString(out) + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    /** Ends the process like {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
