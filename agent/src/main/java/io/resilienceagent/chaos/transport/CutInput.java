package io.resilienceagent.chaos.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The bytes of a real HTTP answer, whose stream ends in the middle of the body. For one thread at a time. */
final class CutInput extends InputStream {
    private static final String LENGTH = "\r\ncontent-length:";
    /** How long a body is taken to be that tells no length of its own. */
    private static final long UNTOLD = 64;
    /** The longest head that is looked through; behind it everything passes. */
    private static final int LONGEST_HEAD = 1 << 16;

    private final InputStream real;
    private final int keepPercent;
    private final StringBuilder head = new StringBuilder();
    /** How much of the body may still be read; negative while the head is. */
    private long left = -1;

    CutInput(InputStream real, int keepPercent) {
        this.real = new BufferedInputStream(real);
        this.keepPercent = keepPercent;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        int next = real.read();
        if (left > 0) {
            left--;
        } else if (next >= 0) {
            inHead((char) next);
        }
        return next;
    }

    private void inHead(char next) {
        head.append(next);
        if (head.length() > LONGEST_HEAD) {
            left = Long.MAX_VALUE;
        } else if (next == '\n' && head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
            left = length() * keepPercent / 100;
        }
    }

    private long length() {
        String text = head.toString().toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        if (at < 0) {
            return UNTOLD;
        }
        int start = at + LENGTH.length();
        try {
            return Long.parseLong(
                    text.substring(start, text.indexOf("\r\n", start)).strip());
        } catch (NumberFormatException malformed) {
            return UNTOLD;
        }
    }

    /** The head one by one, so that its end is not missed; never more of the body than may come. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left < 0) {
            int next = read();
            if (next < 0) {
                return -1;
            }
            bytes[offset] = (byte) next;
            return 1;
        }
        if (left == 0) {
            return -1;
        }
        int count = real.read(bytes, offset, (int) Math.min(left, length));
        left -= Math.max(0, count);
        return count;
    }
}
