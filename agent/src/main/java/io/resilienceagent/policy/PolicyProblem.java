package io.resilienceagent.policy;

/**
 * One thing that is wrong with a policy, and where.
 *
 * @param file the file as the reader was given it, or {@code pack:NAME}
 * @param line from 1; 0 if the whole file is meant
 * @param column from 1; 0 if the whole file is meant
 * @param path the place in the document, as {@code guards.place_order[1].circuit_breaker.failurs}; may be empty
 * @param expected what should stand there; may be empty
 * @param found what stands there instead
 * @param hint what to do; may be empty
 */
public record PolicyProblem(
        String file, int line, int column, String path, String expected, String found, String hint) {
    /** The problem in one line: place, what was found, what was expected, what to do. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(found);
        if (!expected.isEmpty()) {
            text.append("; expected ").append(expected);
        }
        if (!hint.isEmpty()) {
            text.append("; ").append(hint);
        }
        // A file's name or a parser's message may hold anything; a line of a log must not be forged by it.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }
}
