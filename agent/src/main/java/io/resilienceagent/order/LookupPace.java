package io.resilienceagent.order;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a bot that repeats a denied order in a loop from flooding the exchange with questions. Thread-safe. */
final class LookupPace {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong last = new AtomicLong(NEVER);
    /** Set while this thread asks: the host's query may lead to an order guard again. */
    private final ThreadLocal<Boolean> asking = new ThreadLocal<>();

    /** Whether this thread may ask now; if so, {@link #done} must follow. */
    boolean begin(long now) {
        if (asking.get() != null) {
            return false;
        }
        long before = last.get();
        boolean due = before == NEVER || now - before >= PAUSE_NANOS;
        if (!due || !last.compareAndSet(before, now)) {
            return false;
        }
        asking.set(true);
        return true;
    }

    void done() {
        asking.remove();
    }
}
