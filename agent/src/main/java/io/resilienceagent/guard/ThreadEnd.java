package io.resilienceagent.guard;

import java.time.Duration;

/** Waits for the end of a thread of the agent's that was told to end. Stateless. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /**
     * Waits, but not for the current thread, and no longer than this; an interrupt is kept for later.
     *
     * @return whether the thread has ended, or never began
     */
    public static boolean within(Duration patience, Thread thread) {
        boolean interrupted = false;
        long start = System.nanoTime();
        long left = patience.toNanos();
        while (thread.isAlive() && thread != Thread.currentThread() && left > 0) {
            try {
                thread.join(Math.max(1, left / 1_000_000));
            } catch (InterruptedException later) {
                interrupted = true;
            }
            left = patience.toNanos() - (System.nanoTime() - start);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
