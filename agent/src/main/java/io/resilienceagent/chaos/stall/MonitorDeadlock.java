package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A deadlock of two monitors, which nothing ends but the end of the process: no deadline, no stop, no interrupt. */
final class MonitorDeadlock implements Fault {
    private final AtomicBoolean lasts = new AtomicBoolean();

    @Override
    public void before(Strike strike) throws InterruptedException {
        Object loops = new Object();
        Object helpers = new Object();
        CountDownLatch held = new CountDownLatch(1);
        boolean interrupted = Thread.interrupted();
        Thread helper = new Thread(null, () -> hold(loops, helpers, held), "resilience-chaos-monitor-holder", 0, false);
        helper.setDaemon(true);
        helper.setContextClassLoader(null);
        synchronized (loops) {
            helper.start();
            held.await();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            lasts.set(true);
            strike.fired();
            synchronized (helpers) {
                lasts.set(false);
            }
        }
    }

    private static void hold(Object loops, Object helpers, CountDownLatch held) {
        synchronized (helpers) {
            held.countDown();
            synchronized (loops) {
                held.countDown();
            }
        }
    }

    @Override
    public boolean isGone() {
        return !lasts.get();
    }
}
