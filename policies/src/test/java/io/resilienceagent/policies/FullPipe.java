package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A named pipe that is open, and full: whoever writes into it waits for ever. */
final class FullPipe {
    /** What a pipe of Linux holds. */
    private static final int CAPACITY = 64 << 10;

    private final RandomAccessFile both;

    FullPipe(Path file) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        // To open it for both does not wait for another who opens it.
        both = new RandomAccessFile(file.toFile(), "rw");
        both.write(new byte[CAPACITY]);
    }

    void close() throws IOException {
        both.close();
    }
}
