package io.resilienceagent.systemd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages in systemd's words: {@code KEY=value} lines in one datagram. Stateless. */
final class NotifyText {
    /** systemd throws a longer datagram away whole, with all that stood in it. In bytes. */
    static final int LONGEST = 4096;

    private static final String STATUS = "STATUS=";

    private NotifyText() {}

    /** A message of our own, which is short and plain. */
    static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * One line for people. A line break would begin another assignment, so what controls is a blank; what is too long
     * ends between two characters.
     */
    static byte[] status(String text) {
        StringBuilder line = new StringBuilder(STATUS);
        for (int i = 0; i < text.length() && line.length() <= LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        byte[] bytes = bytes(line.toString());
        return bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, lastBoundary(bytes, LONGEST));
    }

    /** The last place, not behind this one, where a character of UTF-8 begins. */
    private static int lastBoundary(byte[] utf8, int place) {
        int boundary = place;
        while ((utf8[boundary] & 0xC0) == 0x80) {
            boundary--;
        }
        return boundary;
    }
}
