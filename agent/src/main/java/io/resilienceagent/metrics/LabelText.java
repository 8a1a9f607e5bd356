package io.resilienceagent.metrics;

import io.resilienceagent.guard.Redaction;

/**
 * Makes a label's value of a text that may be the host's: short, without secrets, and without what cannot be shown or acts on a terminal. Quotes
 * and backslashes stay: whoever writes the text escapes them.
 */
final class LabelText {
    private static final int LONGEST = 128;
    private static final char REPLACEMENT = '\uFFFD';

    private LabelText() {}

    /** A value of a label; never null. */
    static String of(String text) {
        return text == null ? "" : shown(Redaction.standard().of(text, LONGEST));
    }

    private static String shown(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = Character.charCount(point);
            if (acts(point)) {
                shown = shown == null ? new StringBuilder(text.length()).append(text, 0, i) : shown;
                shown.append(REPLACEMENT);
            } else if (shown != null) {
                shown.appendCodePoint(point);
            }
            i += length;
        }
        return shown == null ? text : shown.toString();
    }

    /** Half of a character is no character: two such values would look the same once they are written. */
    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
