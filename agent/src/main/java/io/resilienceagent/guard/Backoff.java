package io.resilienceagent.guard;

import io.resilienceagent.policy.RetryRule;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a repeat: {@code backoff * factor^(n-1)} after the n-th attempt, off by at most
 * {@code jitter} percent either way, never above {@code max_backoff}. Immutable.
 */
final class Backoff {
    private final double first;
    private final double factor;
    private final double longest;
    private final double jitter;
    private final DoubleSupplier random;

    /** @param random uniform in [0, 1) */
    Backoff(RetryRule rule, DoubleSupplier random) {
        first = rule.backoff().toNanos();
        factor = rule.factor().doubleValue();
        longest = rule.maxBackoff().toNanos();
        jitter = rule.jitter().fraction();
        this.random = random;
    }

    /** Nanoseconds to wait after this many attempts. */
    long after(int attempts) {
        double even = Math.min(longest, first * Math.pow(factor, attempts - 1));
        return (long) Math.min(longest, even * (1 + jitter * (2 * random.getAsDouble() - 1)));
    }
}
