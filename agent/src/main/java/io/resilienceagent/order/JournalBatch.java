package io.resilienceagent.order;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Gathers small pieces into writes of a good size. For one thread. */
final class JournalBatch {
    private static final int WRITE_AT = 64 << 10;

    private final JournalFile file;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private long size;

    JournalBatch(JournalFile file) {
        this.file = file;
    }

    void add(byte[] piece) throws IOException {
        gathered.writeBytes(piece);
        size += piece.length;
        if (gathered.size() >= WRITE_AT) {
            flush();
        }
    }

    /** Writes what is left; the number of bytes in all. */
    long end() throws IOException {
        flush();
        return size;
    }

    private void flush() throws IOException {
        file.append(gathered.toByteArray());
        gathered.reset();
    }
}
