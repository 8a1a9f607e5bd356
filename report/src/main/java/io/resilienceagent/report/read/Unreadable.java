package io.resilienceagent.report.read;

/** A file or folder that cannot be reported on. Its message names file, place, what was found and expected. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String next;

    /**
     * @param what one sentence without a full stop
     * @param next what to do now
     */
    public Unreadable(String what, String next) {
        super(what, null, false, false);
        this.next = next;
    }

    /** What to do now. */
    public String next() {
        return next;
    }
}
