package io.resilienceagent.policy;

/** A place in a text that one of the small grammars (paths, patterns, conditions) is reading. Not thread-safe. */
final class TextCursor {
    /** Longer texts are refused unread: nothing that a person writes comes near. */
    private static final int LONGEST = 1024;

    private final String text;
    private int at;

    TextCursor(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw new MalformedText(0, "found a text of " + text.length() + " characters", "at most " + LONGEST, "");
        }
    }

    boolean atEnd() {
        return at == text.length();
    }

    int position() {
        return at;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /** The character here, or NUL at the end (which no grammar accepts). */
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    /** Steps over a text if it stands here. */
    boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void skipSpaces() {
        while (!atEnd() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** Reads a Java identifier; {@code star} lets {@code *} stand in it. Empty if none stands here. */
    String identifier(boolean star) {
        int start = at;
        while (!atEnd() && part(text.charAt(at), star, at == start)) {
            at++;
        }
        return since(start);
    }

    /** Reads identifiers joined by dots, as the name of a class. Empty if none stands here. */
    String dottedName(boolean star) {
        int start = at;
        while (!identifier(star).isEmpty()) {
            // Two dots are the end of an open parameter list, not part of a name.
            if (peek() != '.' || text.startsWith("..", at)) {
                return since(start);
            }
            at++;
        }
        if (at > start) {
            throw fail("a name after the '.'", "");
        }
        return "";
    }

    String digits() {
        int start = at;
        while (!atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return since(start);
    }

    /** Reads the rest of a quoted text whose opening quote was just taken; a doubled quote stands for itself. */
    String quoted(char quote) {
        StringBuilder content = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (peek() == quote) {
                content.append(quote);
                at++;
            } else {
                return content.toString();
            }
        }
        throw fail("a closing " + quote, "");
    }

    MalformedText fail(String expected, String hint) {
        String found = atEnd()
                ? "found the end of " + Words.quote(text)
                : "found " + Words.quote(text.substring(at)) + (at > 0 ? " in " + Words.quote(text) : "");
        return new MalformedText(at, found, expected, hint);
    }

    private static boolean part(char c, boolean star, boolean first) {
        if (c == '*') {
            return star;
        }
        if (first && !star) {
            return Character.isJavaIdentifierStart(c);
        }
        // Java lets control characters into identifiers, to be ignored; here they are slips.
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }
}
