package io.resilienceagent.report.mission;

import io.resilienceagent.report.read.Reading.Range;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** Some chunks of recordings, one after the other, as if they were one recording. */
final class ChunkStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final List<Range> ranges;
    private int next;
    private InputStream in;
    private long left;

    ChunkStream(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    private boolean ready() throws IOException {
        while (left == 0) {
            close();
            if (next == ranges.size()) {
                return false;
            }
            Range range = ranges.get(next++);
            in = new BufferedInputStream(Files.newInputStream(range.file()), BUFFER);
            in.skipNBytes(range.offset());
            left = range.length();
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        if (!ready()) {
            return -1;
        }
        int read = in.read();
        if (read < 0) {
            throw new EOFException("it became shorter while it was read");
        }
        left--;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("it became shorter while it was read");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
        left = 0;
    }
}
