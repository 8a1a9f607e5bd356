package io.resilienceagent.order;

import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.time.Duration;

/**
 * What a rule says about every order of a join point; made once per policy.
 *
 * @param joinPoint the join point's name
 * @param withinNanos how long an accepted order stands against the same one, in nanoseconds
 * @param settleNanos how long after a failed call the order may still turn up at the exchange, in nanoseconds
 * @param durability what the order's record outlives
 */
public record OrderTerms(String joinPoint, long withinNanos, long settleNanos, Durability durability) {
    /** The terms in durations. */
    public static OrderTerms of(String joinPoint, Duration within, Duration settle, Durability durability) {
        return new OrderTerms(joinPoint, OrderTime.nanos(within), OrderTime.nanos(settle), durability);
    }
}
