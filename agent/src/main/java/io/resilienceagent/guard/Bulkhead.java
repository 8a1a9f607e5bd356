package io.resilienceagent.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many calls are inside a bulkhead, and who waits to get in. Kept over reloads, while the allowed number may
 * change: it is asked for at each entry. Thread-safe; a free entry is one CAS, a leave one addition.
 *
 * <p>Waiting threads queue up, but a newcomer may overtake them: fairness would cost every call a look at the queue.
 * Both counts stand in one number, waiting above, inside below, so that a leaver learns with its leave whether
 * somebody waits. No wake-up is lost: a waiter queues, is counted, and then looks for a place once more; a leaver that
 * did not see it counted has left a place for it to find. And whoever stops waiting, served or not, wakes the next,
 * who finds a place or sleeps on.
 */
public final class Bulkhead {
    private static final long WAITER = 1L << 32;
    private static final long INSIDE = WAITER - 1;

    private final AtomicLong counts = new AtomicLong();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** How many calls are inside now. */
    public int inside() {
        return (int) (counts.get() & INSIDE);
    }

    boolean enter(int max) {
        long seen = counts.get();
        while ((seen & INSIDE) < max) {
            if (counts.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = counts.get();
        }
        return false;
    }

    /** Enters, waiting for a place if need be; false when the time is over or the thread interrupted (flag kept). */
    boolean enter(int max, long patience, Ticker ticker) {
        if (enter(max)) {
            return true;
        }
        long deadline = ticker.nanos() + patience;
        Thread me = Thread.currentThread();
        waiting.add(me);
        counts.addAndGet(WAITER);
        try {
            while (!enter(max)) {
                long left = deadline - ticker.nanos();
                if (left <= 0 || me.isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            counts.addAndGet(-WAITER);
            waiting.remove(me);
            wakeNext();
        }
    }

    void leave() {
        if (counts.addAndGet(-1) >= WAITER) {
            wakeNext();
        }
    }

    private void wakeNext() {
        Thread next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next);
        }
    }
}
