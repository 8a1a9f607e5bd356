package io.resilienceagent.guard;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * When the messages of a stream came: how long it was silent between two, as a histogram, and since when it is silent now. The threads that
 * bring messages write, without a lock and without memory. Thread-safe; survives a reload of the policy.
 */
public final class MessageTimes {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long[] LIMITS =
            nanos(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

    private final AtomicLong last = new AtomicLong(NEVER);
    private final AtomicLongArray counts = new AtomicLongArray(LIMITS.length + 1);
    private final LongAdder silent = new LongAdder();

    private static long[] nanos(long... millis) {
        return Arrays.stream(millis).map(TimeUnit.MILLISECONDS::toNanos).toArray();
    }

    /** A message has come, at this monotonic time. */
    void came(long now) {
        long before = last.getAndSet(now);
        if (before != NEVER) {
            // Two threads may come the wrong way round.
            long gap = Math.max(0, now - before);
            counts.getAndIncrement(bucket(gap));
            silent.add(gap);
        }
    }

    private static int bucket(long gap) {
        int bucket = 0;
        while (bucket < LIMITS.length && gap > LIMITS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The longest gap of each bucket but the last, which has no limit, in nanoseconds. */
    public static long[] limits() {
        return LIMITS.clone();
    }

    /** How many gaps there were in each bucket, not added up; one more than there are {@link #limits}. */
    public long[] counts() {
        long[] seen = new long[counts.length()];
        Arrays.setAll(seen, counts::get);
        return seen;
    }

    /** All gaps together, in nanoseconds. */
    public long silentNanos() {
        return silent.sum();
    }

    /**
     * How long ago the last message came.
     *
     * @param now the monotonic time
     * @return nanoseconds; -1 when none has ever come
     */
    public long age(long now) {
        long at = last.get();
        return at == NEVER ? -1 : Math.max(0, now - at);
    }
}
