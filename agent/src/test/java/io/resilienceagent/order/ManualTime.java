package io.resilienceagent.order;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand until they are told to go. */
final class ManualTime {
    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());
    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);

    OrderTime orders() {
        return orders(7);
    }

    OrderTime orders(long boot) {
        return new OrderTime(nanos::get, () -> Instant.ofEpochMilli(wallMillis.get()), boot);
    }

    /** Both clocks go on. */
    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        wallMillis.addAndGet(duration.toMillis());
    }

    /** Only the wall clock is set. */
    void setWall(Duration difference) {
        wallMillis.addAndGet(difference.toMillis());
    }

    /** The machine starts anew: the monotonic clock too. */
    void reboot(Duration down) {
        nanos.set(Duration.ofSeconds(5).toNanos());
        wallMillis.addAndGet(down.toMillis());
    }

    long nanos() {
        return nanos.get();
    }
}
