package io.resilienceagent.report.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What can be saved of a chunk that has no end: the events up to the last whole one, with the last constants and the
 * last description of events that its writer flushed.
 *
 * @param end how many bytes of the chunk are whole
 * @param pool where the last constants are, from the chunk's begin
 * @param metadata where the last description of events is
 */
record Salvage(long end, long pool, long metadata) {
    private static final int BUFFER = 1 << 16;
    private static final long METADATA = 0;
    private static final long POOL = 1;
    private static final int MOST_BYTES = 9;

    /** Walks over the events of a chunk; empty when it has no description of them, without which they mean nothing. */
    static Optional<Salvage> of(Chunk chunk) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(chunk.file()), BUFFER)) {
            in.skipNBytes(chunk.offset() + Chunk.HEAD);
            return walk(new Walk(in, Chunk.HEAD), chunk.length());
        }
    }

    private static Optional<Salvage> walk(Walk in, long length) throws IOException {
        long pool = 0;
        long metadata = 0;
        long end = in.at;
        try {
            while (end < length) {
                long size = in.number();
                long type = in.number();
                if (size <= in.at - end - 1 || end + size > length) {
                    break;
                }
                in.skip(end + size - in.at);
                metadata = type == METADATA ? end : metadata;
                pool = type == POOL ? end : pool;
                end += size;
            }
        } catch (EOFException cut) {
            // The last event is not whole.
        }
        return pool == 0 || metadata == 0 ? Optional.empty() : Optional.of(new Salvage(end, pool, metadata));
    }

    /** Reads numbers of seven bits a byte, the lowest first. */
    private static final class Walk {
        private final InputStream in;
        private long at;

        Walk(InputStream in, long at) {
            this.in = in;
            this.at = at;
        }

        long number() throws IOException {
            long number = 0;
            for (int i = 0; i < MOST_BYTES; i++) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                at++;
                if (i == MOST_BYTES - 1) {
                    return number | (long) next << 56;
                }
                number |= (long) (next & 0x7f) << (7 * i);
                if (next < 0x80) {
                    return number;
                }
            }
            return number;
        }

        void skip(long bytes) throws IOException {
            in.skipNBytes(bytes);
            at += bytes;
        }
    }
}
