package io.resilienceagent.report.text;

/**
 * Texts of a recording, made fit to be shown anywhere. A name or a message may hold escape sequences, line breaks that
 * forge a line, marks that turn the reading direction around, or a megabyte. Stateless.
 */
public final class Shown {
    private static final int LONGEST = 2000;
    private static final int NAME = 200;

    private Shown() {}

    /** The text on one line, what could act shown by its number; a very long one is cut and says so. Null is empty. */
    public static String text(String text) {
        return text(text, LONGEST);
    }

    /** A name: as {@link #text(String)}, but shorter. */
    public static String name(String text) {
        return text(text, NAME);
    }

    private static String text(String text, int longest) {
        if (text == null) {
            return "";
        }
        return text.length() > longest
                ? whole(text.substring(0, longest)) + "... (" + text.length() + " characters)"
                : whole(text);
    }

    /** The text on one line and in its whole length; what could act is shown by its number. */
    public static String whole(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (acts(point)) {
                shown = shown == null ? new StringBuilder(text.substring(0, i)) : shown;
                shown.append(String.format("\\u%04x", point));
            } else if (shown != null) {
                shown.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean acts(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
