package io.resilienceagent.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failed call again.
 *
 * @param attempts calls in all, the first one included
 * @param backoff the pause after the first
 * @param factor by what a pause is longer than the one before
 * @param maxBackoff the longest pause
 * @param jitter by how much a pause varies at random
 * @param on classes of exceptions that are retried; empty: every failure
 * @param when conditions of which any must hold as well, if there are some
 * @param retryAfter where an exception says how long to wait
 * @param budget the share of calls that may be retries
 */
@Section(doc = "Makes a failed call again. Never on orders: one that was not answered may have been executed.")
public record RetryRule(
        @Key(doc = "calls in all, the first one included", unset = "3", min = 2, max = 10)
        int attempts,

        @Key(doc = "the pause after the first call", unset = "1s")
        Duration backoff,

        @Key(doc = "by what a pause is longer than the one before", unset = "2.0", min = 1, max = 100)
        BigDecimal factor,

        @Key(doc = "the longest pause", unset = "30s") Duration maxBackoff,

        @Key(doc = "by how much, in percent, a pause varies at random", unset = "20")
        Percent jitter,

        @Key(doc = "exceptions that are retried; absent: every failure", unset = "[]", form = Form.CLASS, orOne = true)
        List<String> on,

        @Key(
                doc = "conditions of which any must hold as well, as `exception.status >= 500`",
                unset = "[]",
                orOne = true)
        List<Condition> when,

        @Key(doc = "where an exception says how long to wait, as `exception.retryAfter`")
        Optional<BindPath> retryAfter,

        @Key(doc = "the share of calls, in percent, that may be retries", unset = "20")
        Percent budget)
        implements GuardSettings {
    /** Copies the lists. */
    public RetryRule {
        on = List.copyOf(on);
        when = List.copyOf(when);
    }
}
