package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real file system of a few pages, mounted for a test: it can be filled up, and made read-only for root as well. */
final class SmallDisk implements AutoCloseable {
    private static final int KILOBYTES = 64;

    private final Path directory;

    /** Mounts it; skips the test where this user may not mount. */
    SmallDisk(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        String refused = run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + KILOBYTES + "k", "tmpfs");
        assumeTrue(refused.isEmpty(), "SKIPPED, a small file system cannot be mounted (run as root): " + refused);
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        Path filler = directory.resolve("filler");
        try {
            Files.write(filler, new byte[2 * KILOBYTES * 1024]);
        } catch (IOException full) {
            assertEquals(0, Files.getFileStore(directory).getUsableSpace(), full.toString());
        }
    }

    /** Gives the room back. */
    void makeRoom() throws IOException {
        Files.delete(directory.resolve("filler"));
    }

    /** Lets nobody write any more, not even root. */
    void makeReadOnly() {
        assertEquals("", run("mount", "-o", "remount,ro"));
    }

    /** Runs a command on the directory; what it says when it fails. */
    private String run(String... command) {
        List<String> words = Stream.concat(Stream.of(command), Stream.of(directory.toString()))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : words + ": " + said;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        assertEquals("", run("umount", "--lazy"));
    }
}
