package io.resilienceagent.state;

/** What makes the state change, and who says so in the log. */
public enum Trigger {
    /** Errors in a row at one join point; in RECOVERING a single one. */
    ERRORS("error_watch"),
    /** A loop made no progress for longer than it may. */
    STALL("loop_guard"),
    /** Enough good cycles in a row. */
    CYCLES("recovery_mechanism"),
    /** No error came for a whole cycle. */
    QUIET("recovery_mechanism"),
    /** A person switched the safe mode on. */
    MANUAL("operator"),
    /** Something that no waiting will repair. */
    IRREPARABLE("agent"),
    /** SAFE_MODE lasted for too long. */
    TTL("state_machine"),
    /** The process is another one than that which had the state. */
    RESTART("restart");

    private final String owner;

    Trigger(String owner) {
        this.owner = owner;
    }

    /** The {@code owner=} of transitions by this trigger. */
    public String owner() {
        return owner;
    }
}
