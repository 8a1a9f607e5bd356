package io.resilienceagent.cli.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where an archive is made: an unfinished file beside the jar, and a directory. Both go at the end, also at that of Ctrl-C. */
final class Workshop implements AutoCloseable {
    private static final int MOST_TOLD = 4000;

    private final Path directory;
    private final Path file;
    private final Path said;
    private final Thread hook = new Thread(this::abandon, "resilience-workshop");
    private volatile Process running;
    private volatile boolean abandoned;

    private Workshop(Path directory, Path file) {
        this.directory = directory;
        this.file = file;
        this.said = directory.resolve("said.txt");
    }

    /** @param prefix of the archive's name */
    static Workshop beside(Path jar, String prefix) throws IOException {
        Path file = Files.createTempFile(jar.getParent(), prefix, ".part");
        // The JVM writes to a file of its own making only.
        Files.delete(file);
        Workshop workshop = new Workshop(Files.createTempDirectory("resilience-archive"), file);
        Runtime.getRuntime().addShutdownHook(workshop.hook);
        return workshop;
    }

    Path directory() {
        return directory;
    }

    /** Whether Ctrl-C or a signal ended the work. */
    boolean abandoned() {
        return abandoned;
    }

    /** What becomes the archive. */
    Path file() {
        return file;
    }

    Process start(String java, List<String> options, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        command.addAll(List.of(words));
        running = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return running;
    }

    /** What the last process said, without the warnings of a JVM that leaves a class out. */
    String said() throws IOException {
        String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
        String told = String.join(
                "\n",
                text.lines().filter(line -> !line.contains("[warning][cds")).toList());
        return told.substring(0, Math.min(told.length(), MOST_TOLD));
    }

    /** Ctrl-C reaches the JVM that is rehearsing too, and it would write its archive after all. */
    private void abandon() {
        abandoned = true;
        Process left = running;
        if (left != null) {
            left.descendants().forEach(ProcessHandle::destroyForcibly);
            left.destroyForcibly().onExit().join();
        }
        clear();
    }

    private void clear() {
        try {
            Files.deleteIfExists(file);
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException leftBehind) {
            // A directory for temporary files is cleared by others too.
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs.
        }
    }
}
