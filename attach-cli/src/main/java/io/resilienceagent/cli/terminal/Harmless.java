package io.resilienceagent.cli.terminal;

/**
 * Texts of a bot, made fit for a terminal. A name or a message from elsewhere may hold escape sequences that clear the
 * screen or type commands, line breaks that forge a line, and marks that turn the reading direction around.
 */
public final class Harmless {
    private Harmless() {}

    /** The text on one line; what could act is shown by its number. */
    public static String text(String text) {
        StringBuilder harmless = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = Character.charCount(point);
            if (acts(point)) {
                harmless = harmless == null ? new StringBuilder(text.substring(0, i)) : harmless;
                harmless.append(String.format("\\u%04x", point));
            } else if (harmless != null) {
                harmless.appendCodePoint(point);
            }
            i += length;
        }
        return harmless == null ? text : harmless.toString();
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
