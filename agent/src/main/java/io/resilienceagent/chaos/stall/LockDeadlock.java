package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads, each with a lock that the other waits for: a deadlock as the JVM knows it. The loop's thread waits so that
 * an interrupt neither ends it nor is lost. The helper's wait can be ended from outside, and ends by itself at the deadline:
 * then it gives back its lock, and the loop's thread goes on.
 */
final class LockDeadlock implements Fault {
    /** The loop's thread is to see that it is over when it gets its lock. */
    private static final long LATER = TimeUnit.MILLISECONDS.toNanos(20);

    private final Set<Thread> helpers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger alive = new AtomicInteger();

    /** What the two want. */
    private record Pair(ReentrantLock loops, ReentrantLock helpers, CountDownLatch held) {}

    @Override
    public void before(Strike strike) {
        Pair pair = new Pair(new ReentrantLock(), new ReentrantLock(), new CountDownLatch(1));
        pair.loops().lock();
        try {
            Thread helper = start(pair, strike);
            try {
                awaitHeld(pair.held());
                strike.fired();
                pair.helpers().lock();
                try {
                    strike.over();
                } finally {
                    pair.helpers().unlock();
                }
            } finally {
                helpers.remove(helper);
            }
        } finally {
            pair.loops().unlock();
        }
    }

    private Thread start(Pair pair, Strike strike) {
        Thread helper = new Thread(null, () -> hold(pair, strike), "resilience-chaos-lock-holder", 0, false);
        helper.setDaemon(true);
        helper.setContextClassLoader(null);
        helpers.add(helper);
        alive.incrementAndGet();
        try {
            helper.start();
        } catch (Throwable noThread) {
            alive.decrementAndGet();
            helpers.remove(helper);
            throw noThread;
        }
        return helper;
    }

    private void hold(Pair pair, Strike strike) {
        pair.helpers().lock();
        try {
            pair.held().countDown();
            while (!strike.over() && !pair.loops().tryLock(strike.remainingNanos() + LATER, TimeUnit.NANOSECONDS)) {
                // Over by now, or the time is measured anew.
            }
        } catch (InterruptedException ended) {
            // So the experiment ends: the lock is given back below.
        } finally {
            if (pair.loops().isHeldByCurrentThread()) {
                pair.loops().unlock();
            }
            pair.helpers().unlock();
            alive.decrementAndGet();
        }
    }

    private static void awaitHeld(CountDownLatch held) {
        boolean interrupted = false;
        while (true) {
            try {
                held.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void end() {
        helpers.forEach(Thread::interrupt);
    }

    @Override
    public boolean isGone() {
        return alive.get() == 0;
    }
}
