package com.example.marketbot.chores;

import java.util.List;
import java.util.Locale;

/** The troubles that the bot makes for itself. */
public enum Trouble {
    /** None. */
    NONE,
    /** Two threads take the same two locks, each in its own order: nothing moves any more, for ever. */
    HANG_DEADLOCK("monitor", "reentrant"),
    /** The loop waits for a lock that is held during a slow upload. */
    HANG_LOCK("monitor", "reentrant"),
    /** The loop waits for an answer from the network. */
    HANG_IO("socket", "http"),
    /** A calculation does not come to its end. */
    HANG_CPU("fit", "regex"),
    /** A recursion follows a graph that has become a circle. */
    HANG_RECURSION,
    /** The loop sleeps until a rate limit is over. */
    HANG_SLEEP,
    /** An exception ends the periodic task: outside of {@code tick()}, or out of it. */
    LOOP_DIES("exception", "error"),
    /** The loop's thread has so much else to do that its ticks do not get their turn. */
    STARVE,
    /** The memory is so full that the JVM mostly collects garbage. */
    GC_STORM,
    /** Every tick takes long, and nothing is wrong. */
    HEALTHY_SLOW;

    /** The one kind of a trouble that has no others. */
    private static final String ONLY = "only";

    @SuppressWarnings("ImmutableEnumChecker") // List.of, whose lists nobody can change
    private final List<String> kinds;

    Trouble(String... kinds) {
        this.kinds = kinds.length == 0 ? List.of(ONLY) : List.of(kinds);
    }

    /** The kinds in which this trouble comes, the usual one first. */
    public List<String> kinds() {
        return kinds;
    }

    /** Whether there is one tick from which on things go wrong. */
    public boolean hangs() {
        return this != NONE && this != HEALTHY_SLOW;
    }

    /** The name as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
