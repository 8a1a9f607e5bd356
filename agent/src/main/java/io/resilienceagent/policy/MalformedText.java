package io.resilienceagent.policy;

/**
 * Thrown by the {@code parse} methods of this package for a text that is not of their form. It carries the parts of a
 * {@link PolicyProblem}; the reader adds the place.
 */
public final class MalformedText extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String found;
    private final String expected;
    private final String hint;

    MalformedText(int column, String found, String expected, String hint) {
        super(found + "; expected " + expected + (hint.isEmpty() ? "" : "; " + hint));
        this.column = column;
        this.found = found;
        this.expected = expected;
        this.hint = hint;
    }

    /** How many characters of the text were good. */
    public int column() {
        return column;
    }

    /** What stands there. */
    public String found() {
        return found;
    }

    /** What should stand there. */
    public String expected() {
        return expected;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }
}
