package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Events;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A share of the heap is held, so that the host's collector has less room. A thread of its own fills it slowly and watches
 * what is left: under the reserve it lets go at once. Whatever the host does, it never gets an error for it; see
 * {@link Ballast}.
 */
final class MemoryPressure implements Fault {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    /** Chunks for each look: some 250 MB in a second. */
    private static final int AT_ONCE = 10;

    private static final long LEAST_RESERVE = 8L << 20;

    private final Level level;
    private final Events events;
    private volatile boolean over;
    private volatile long held;
    private Thread thread;

    MemoryPressure(Level level, Events events) {
        this.level = level;
        this.events = events;
    }

    /** How much is held. */
    enum Level {
        NONE(0),
        LOW(25),
        MEDIUM(50),
        HIGH(75);

        private final int percent;

        Level(int percent) {
            this.percent = percent;
        }
    }

    @Override
    public void begin(Strike process) {
        thread = new Thread(() -> hold(process), "resilience-ballast");
        thread.setDaemon(true);
        thread.start();
    }

    private void hold(Strike process) {
        Ballast ballast = new Ballast();
        try {
            long most = Runtime.getRuntime().maxMemory();
            long wanted = most / 100 * level.percent;
            long reserve = Math.max(LEAST_RESERVE, most / 10);
            while (!over && !process.over()) {
                ballast.touch();
                adjust(ballast, wanted, reserve);
                held = ballast.held();
                if (held > 0 || wanted == 0) {
                    process.fired();
                }
                LockSupport.parkNanos(LOOK);
            }
        } catch (OutOfMemoryError full) {
            events.notice("CHAOS_BALLAST", "the heap is full: nothing is held any more");
        } finally {
            ballast.release(Long.MAX_VALUE);
            held = 0;
        }
    }

    private static void adjust(Ballast ballast, long wanted, long reserve) {
        for (int i = 0; i < AT_ONCE && ballast.held() + Ballast.CHUNK <= wanted; i++) {
            if (free() < reserve + Ballast.CHUNK) {
                break;
            }
            ballast.add();
        }
        long free = free();
        if (free < reserve) {
            ballast.release(reserve - free);
        }
    }

    /** What is left of all that the heap may become; garbage counts as used, so that it is rather too little. */
    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /** How many bytes are held right now. */
    long held() {
        return held;
    }

    @Override
    public void end() {
        over = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public boolean isGone() {
        return thread == null || !thread.isAlive();
    }
}
