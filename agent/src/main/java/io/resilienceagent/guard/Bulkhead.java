package io.resilienceagent.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How many calls are inside a bulkhead, and who waits to get in. Kept over reloads, while the allowed number may
 * change: it is asked for at each entry. Thread-safe; a free entry is one CAS.
 *
 * <p>Waiting threads queue up, but a newcomer may overtake them: fairness would cost every call a look at the queue.
 * No wake-up is lost: a waiter queues itself before it looks for a place for the last time, and a leaver frees the place before
 * it looks at the queue. And whoever stops waiting, served or not, wakes the next, who finds a place or sleeps on.
 */
public final class Bulkhead {
    private final AtomicInteger inside = new AtomicInteger();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** How many calls are inside now. */
    public int inside() {
        return inside.get();
    }

    boolean enter(int max) {
        int seen = inside.get();
        while (seen < max) {
            if (inside.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = inside.get();
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
            waiting.remove(me);
            wakeNext();
        }
    }

    void leave() {
        inside.decrementAndGet();
        wakeNext();
    }

    private void wakeNext() {
        Thread next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next);
        }
    }
}
