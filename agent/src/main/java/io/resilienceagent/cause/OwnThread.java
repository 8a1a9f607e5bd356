package io.resilienceagent.cause;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * How long the calling thread was ready to run and got no processor, on Linux: a thread of a machine without time was
 * in that queue, one of a stopped process was not. Belongs to the thread that made it; never throws.
 */
final class OwnThread {
    private final RandomAccessFile file;
    private final byte[] bytes = new byte[96];

    private OwnThread(RandomAccessFile file) {
        this.file = file;
    }

    /** Of the calling thread. */
    static OwnThread current() {
        try {
            return new OwnThread(new RandomAccessFile("/proc/thread-self/schedstat", "r"));
        } catch (IOException | SecurityException absent) {
            return new OwnThread(null);
        }
    }

    /** So far; -1 where that is not told. */
    long queuedNanos() {
        if (file == null) {
            return -1;
        }
        try {
            file.seek(0);
            int length = file.read(bytes);
            String text = length <= 0 ? null : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            long[] numbers = ProcFile.numbers(text, 2);
            return numbers == null ? -1 : numbers[1];
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
