package io.resilienceagent.breaker;

import io.resilienceagent.guard.TypeNames;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.Optional;

/**
 * A rule's numbers in the form in which outcomes are judged: nanoseconds and plain fractions.
 *
 * @param failures how many failures within {@code within} open the circuit; 0 if it is not opened by a count
 * @param failureRate the part of calls, of 1; {@link #NEVER} if not configured, or 0
 * @param slowRate the same of slow calls
 * @param slowCall from when a call is slow, in nanoseconds; {@link Long#MAX_VALUE} if not configured
 * @param slowIsFailure whether a slow call is as bad as a failed one: where {@code slow_call} has no rate of its own
 */
record Limits(
        int failures,
        long within,
        long openFor,
        long probeTimeout,
        double failureRate,
        double slowRate,
        long slowCall,
        boolean slowIsFailure,
        int minCalls,
        TypeNames ignore) {
    /** More than all calls. */
    static final double NEVER = 2;

    static Limits of(CircuitBreakerRule rule) {
        return new Limits(
                rule.failures(),
                rule.within().toNanos(),
                rule.openFor().toNanos(),
                rule.probeTimeout().toNanos(),
                rate(rule.failureRate()),
                rate(rule.slowRate()),
                rule.slowCall().map(Duration::toNanos).orElse(Long.MAX_VALUE),
                rule.slowCall().isPresent() && rule.slowRate().isEmpty(),
                rule.minCalls(),
                new TypeNames(rule.ignore()));
    }

    /** Whether every outcome has to be counted, successes too. */
    boolean rated() {
        return failureRate < NEVER || slowRate < NEVER;
    }

    /** Whether calls have to be timed. */
    boolean timed() {
        return slowCall < Long.MAX_VALUE;
    }

    /** As everywhere in a policy, 0 percent means never. */
    private static double rate(Optional<Percent> percent) {
        return percent.map(Percent::fraction).filter(part -> part > 0).orElse(NEVER);
    }
}
