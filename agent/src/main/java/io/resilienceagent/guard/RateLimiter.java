package io.resilienceagent.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of a rate has been used, as one number. Lock-free; lives on when a reload changes the rate.
 *
 * <p>The generic cell rate algorithm (ITU-T I.371, the form "virtual scheduling"): a call costs
 * {@code T = within / calls} of time, and {@code arrival} is when all that was admitted will have been paid for. A call of
 * weight w at time t moves it to {@code max(arrival, t) + w T}, and is admitted if that is no further ahead of t than
 * {@code calls T}. So {@code calls} may come at once, then one per T; over any stretch of time s no more than
 * {@code calls + s / T} are admitted.
 */
final class RateLimiter extends KeyTable.Entry {
    /** What {@link #take} answers when this limiter has left its table: look the key up again. */
    static final long RETIRED = Long.MIN_VALUE;

    private final Ticker ticker;
    private final AtomicLong arrival;

    RateLimiter(String key, Ticker ticker) {
        super(key);
        this.ticker = ticker;
        arrival = new AtomicLong(notRetired(ticker.nanos()));
    }

    /**
     * Takes a call's share, if it is free at once or after a wait that the caller has the patience for.
     *
     * @param cost w T, in nanoseconds
     * @param limit {@code calls} T, in nanoseconds
     * @param patience the longest wait, in nanoseconds
     * @return 0 when taken; a positive wait in nanoseconds, after which the share, already taken, may be used; when not
     *     taken, minus the nanoseconds until it would be free, or {@link #RETIRED}
     */
    long take(long now, long cost, long limit, long patience) {
        while (true) {
            long seen = arrival.get();
            if (seen == RETIRED) {
                return RETIRED;
            }
            long next = notRetired((seen - now > 0 ? seen : now) + cost);
            long wait = Math.max(0, next - now - limit);
            if (wait > patience) {
                return -wait;
            }
            if (arrival.compareAndSet(seen, next)) {
                return wait;
            }
        }
    }

    /**
     * Gives back a share whose call was not made. It is exact if no later share outlived this one, as when an inner
     * guard denied at once; a share given back after a long wait further in may free one that time has freed already.
     */
    void giveBack(long cost) {
        long seen = arrival.get();
        while (seen != RETIRED && !arrival.compareAndSet(seen, notRetired(seen - cost))) {
            seen = arrival.get();
        }
    }

    /** Forgets what is used up further ahead than this, in nanoseconds. */
    void forgiveBeyond(long most) {
        long now = ticker.nanos();
        long seen = arrival.get();
        while (seen != RETIRED && seen - now > most && !arrival.compareAndSet(seen, notRetired(now + most))) {
            seen = arrival.get();
        }
    }

    /** A limiter that is all paid for is as good as a new one: nothing is lost when it leaves. */
    @Override
    protected boolean leave(boolean pressed) {
        long seen = arrival.get();
        return seen - ticker.nanos() <= 0 && arrival.compareAndSet(seen, RETIRED);
    }

    /** Steps off the one value that has another meaning. */
    private static long notRetired(long time) {
        return time == RETIRED ? time + 1 : time;
    }
}
