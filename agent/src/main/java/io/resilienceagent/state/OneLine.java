package io.resilienceagent.state;

/** Words of people and of the host, made fit for a line of the log and a field of a file. */
final class OneLine {
    private static final int LONGEST = 200;

    private OneLine() {}

    /** The text without control characters, line separators and halves of characters; cut after 200. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST) + 3);
        int i = 0;
        while (i < text.length() && line.length() < LONGEST) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> line.append(' ');
                default -> line.appendCodePoint(c);
            }
        }
        return (i < text.length() ? line.append("...") : line).toString().strip();
    }
}
