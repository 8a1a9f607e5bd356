package io.resilienceagent.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds how many calls are made in a time.
 *
 * @param calls calls, or the sum of their weights
 * @param within the time
 * @param per the bound value that has a limit of its own for each of its values
 * @param over what happens to a call beyond the limit
 * @param maxWait how long a call may wait for its turn
 * @param weight what a call counts: a bound number or a constant
 * @param budget the name of a budget that join points share
 */
@Section(doc = "Bounds how many calls are made in a time.")
public record RateLimitRule(
        @Key(doc = "how many calls, or how much weight", min = 1, max = 1_000_000_000)
        int calls,

        @Key(doc = "in what time") Duration within,

        @Key(doc = "a bound name: each of its values has a limit of its own", form = Form.NAME)
        Optional<String> per,

        @Key(doc = "what happens to a call beyond the limit; `drop` leaves it out without an error", unset = "deny")
        Over over,

        @Key(doc = "how long a call may wait for its turn with `over: wait`", unset = "5s")
        Duration maxWait,

        @Key(doc = "what a call counts: a bound name or a number; absent: 1")
        Optional<Argument> weight,

        @Key(doc = "the name of a budget that join points share", form = Form.JOIN_POINT)
        Optional<String> budget)
        implements GuardSettings {
    /** What happens to a call beyond the limit. */
    public enum Over {
        /** It is denied. */
        DENY,
        /** It waits for its turn. */
        WAIT,
        /** It is left out, and the host sees nothing of it. */
        DROP
    }
}
