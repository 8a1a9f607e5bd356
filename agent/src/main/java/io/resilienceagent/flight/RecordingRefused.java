package io.resilienceagent.flight;

/** A recording that cannot be begun, ended or written down, for the person who asked for it. */
public final class RecordingRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String next;

    /**
     * @param code upper-case and stable
     * @param message one sentence: what was found, and what was expected
     * @param next what to do now
     */
    RecordingRefused(String code, String message, String next) {
        // No stack trace: it is an answer, not a bug.
        super(message, null, false, false);
        this.code = code;
        this.next = next;
    }

    /** Upper-case and stable. */
    public String code() {
        return code;
    }

    /** What to do now. */
    public String next() {
        return next;
    }
}
