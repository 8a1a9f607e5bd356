package io.resilienceagent.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the calls of one place took lately. One call at a time is measured, and the others of the same moment are not: so
 * nothing is allocated and nobody waits. Thread-safe; times in nanoseconds.
 */
final class LatencySample {
    private static final int KEPT = 1024;
    /** A call that lasts so long, or whose end is never told, keeps others from being measured no longer. */
    private static final long GIVEN_UP = TimeUnit.MINUTES.toNanos(1);

    /** When the measured call began, always odd; 0 while none is measured. */
    private final AtomicLong since = new AtomicLong();

    private final long[] lasted = new long[KEPT];
    private final long[] endedAt = new long[KEPT];
    private volatile int count;

    /** Begins to measure a call; false where another is being measured. */
    boolean begin(long now) {
        long other = since.get();
        return (other == 0 || now - other > GIVEN_UP) && since.compareAndSet(other, now | 1);
    }

    /** The measured call has ended. */
    void end(long now) {
        long began = since.get();
        if (began != 0) {
            int next = count;
            lasted[next % KEPT] = Math.max(0, now - began);
            endedAt[next % KEPT] = now;
            count = next + 1 == Integer.MAX_VALUE ? KEPT : next + 1;
            since.set(0);
        }
    }

    /** The measured call came to nothing. */
    void forget() {
        since.set(0);
    }

    /** Calls that were measured, ever. */
    int count() {
        return count;
    }

    /**
     * The calls that were measured since a moment, in their order.
     *
     * @param from on the ticker; calls that ended before it do not count
     */
    List<PlaceFigures.Call> callsSince(long from) {
        int all = count;
        List<PlaceFigures.Call> found = new ArrayList<>();
        for (int i = Math.max(0, all - KEPT); i < all; i++) {
            if (endedAt[i % KEPT] - from >= 0) {
                found.add(new PlaceFigures.Call(endedAt[i % KEPT], lasted[i % KEPT]));
            }
        }
        return found;
    }

    /**
     * How long the calls took that were measured since a moment.
     *
     * @param from on the ticker; calls that ended before it do not count
     * @return how long each took, in rising order
     */
    long[] since(long from) {
        int all = count;
        int kept = Math.min(all, KEPT);
        long[] found = new long[kept];
        int size = 0;
        for (int i = 0; i < kept; i++) {
            if (endedAt[i] - from >= 0) {
                found[size++] = lasted[i];
            }
        }
        long[] sorted = Arrays.copyOf(found, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** For how long the measured call has been under way; -1 when there is none. */
    long underWay(long now) {
        long began = since.get();
        return began == 0 ? -1 : Math.max(0, now - began);
    }
}
