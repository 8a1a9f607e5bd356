package io.resilienceagent.report.story;

/** Calls of one join point that one guard denied for one reason. */
public final class Denied {
    private final Key key;
    private final String reason;
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * @param key what they have in common
     * @param reason of the first one, for people
     */
    Denied(Key key, String reason) {
        this.key = key;
        this.reason = reason;
    }

    /**
     * What they have in common.
     *
     * @param joinPoint the join point
     * @param guard the guard
     * @param code the denial code
     * @param enforced false where the call passed all the same, in shadow mode
     */
    public record Key(String joinPoint, String guard, String code, boolean enforced) {}

    void add(long at) {
        count++;
        first = Math.min(first, at);
        last = Math.max(last, at);
    }

    /** What they have in common. */
    public Key key() {
        return key;
    }

    /** The reason of the first one. */
    public String reason() {
        return reason;
    }

    /** How many. */
    public long count() {
        return count;
    }

    /** When the first one was. */
    public long first() {
        return first;
    }

    /** When the last one was. */
    public long last() {
        return last;
    }
}
