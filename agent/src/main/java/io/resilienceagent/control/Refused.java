package io.resilienceagent.control;

/**
 * A command that cannot be done, for a person to read. Its code is part of the agent's contract, its texts are not.
 */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String next;

    /**
     * @param code upper-case and stable, such as {@code UNKNOWN_TYPE}
     * @param message one sentence: what was found, and what was expected
     * @param next what to do now, as one sentence or a command; empty where nobody knows
     */
    public Refused(String code, String message, String next) {
        // No stack trace: it is an answer, not a bug.
        super(message, null, false, false);
        this.code = code;
        this.next = next;
    }

    /** Upper-case and stable. */
    public String code() {
        return code;
    }

    /** What to do now; may be empty. */
    public String next() {
        return next;
    }
}
