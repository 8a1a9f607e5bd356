package io.resilienceagent.chaos;

/** An experiment that is not begun, or cannot be ended: why, for a person, and what to do. Nothing has changed then. */
public final class ChaosRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String next;

    ChaosRefused(String code, String message, String next) {
        // No stack trace: it is an answer, not a bug.
        super(message, null, false, false);
        this.code = code;
        this.next = next;
    }

    /** Upper-case and stable, such as {@code UNKNOWN_TYPE}; part of the agent's contract. */
    public String code() {
        return code;
    }

    /** What to do now; may be empty. */
    public String next() {
        return next;
    }
}
