package io.resilienceagent.chaos.fault;

import java.util.concurrent.TimeUnit;

/** The growing waits that a storm of 429 asks for. Thread-safe. */
final class Storm {
    private final long first;
    private final long most;
    private final long calmNanos;
    private long next;
    private long lastLeft = Long.MAX_VALUE;

    /**
     * @param first seconds of the first one in a burst
     * @param most seconds of the longest
     * @param calmMillis after so long without a request a new burst begins
     */
    Storm(long first, long most, long calmMillis) {
        this.first = first;
        this.most = Math.max(first, most);
        this.calmNanos = TimeUnit.MILLISECONDS.toNanos(calmMillis);
        this.next = first;
    }

    /**
     * Seconds to be asked for now.
     *
     * @param left what is left of the experiment, in nanoseconds, which tells how the time passes
     */
    synchronized long retryAfter(long left) {
        if (lastLeft - left > calmNanos) {
            next = first;
        }
        lastLeft = left;
        long now = next;
        next = Math.min(most, next * 2);
        return now;
    }
}
