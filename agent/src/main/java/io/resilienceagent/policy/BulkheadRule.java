package io.resilienceagent.policy;

import java.time.Duration;

/**
 * Bounds how many calls run at a time.
 *
 * @param max calls at a time
 * @param over what happens to one more
 * @param maxWait how long a call may wait for a place
 */
@Section(doc = "Bounds how many calls run at a time.")
public record BulkheadRule(
        @Key(doc = "how many calls at a time", min = 1, max = 100000)
        int max,

        @Key(
                doc = "what happens to one more; `coalesce` leaves it out, since the same work is under way",
                unset = "deny")
        Over over,

        @Key(doc = "how long a call may wait for a place with `over: wait`", unset = "5s")
        Duration maxWait)
        implements GuardSettings {
    /** What happens to a call that finds no place. */
    public enum Over {
        /** It waits for one. */
        WAIT,
        /** It is denied. */
        DENY,
        /** It is left out: the run that is under way does its work. */
        COALESCE
    }
}
