package io.resilienceagent.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many repeats a join point may still make: a bucket of tokens that starts full. Each call adds a part of one,
 * each repeat takes a whole one, so that in an outage repeats add a bounded share to the load instead of multiplying it.
 * Kept over reloads. Thread-safe; while the bucket is full, a call only reads.
 */
public final class RetryBudget {
    private static final long TOKEN = 1_000_000;
    private static final long FULL = 10 * TOKEN;

    private final AtomicLong tokens = new AtomicLong(FULL);

    /** What one call earns if this part of all calls may be repeats, in the bucket's own unit. */
    static long earnedAt(double fraction) {
        return Math.round(fraction * TOKEN);
    }

    void earn(long earned) {
        long seen = tokens.get();
        while (seen < FULL && !tokens.compareAndSet(seen, Math.min(FULL, seen + earned))) {
            seen = tokens.get();
        }
    }

    boolean spend() {
        long seen = tokens.get();
        while (seen >= TOKEN) {
            if (tokens.compareAndSet(seen, seen - TOKEN)) {
                return true;
            }
            seen = tokens.get();
        }
        return false;
    }

    /** How many repeats could be made right now. */
    public int left() {
        return (int) (tokens.get() / TOKEN);
    }
}
