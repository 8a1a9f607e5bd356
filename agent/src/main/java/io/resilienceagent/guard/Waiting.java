package io.resilienceagent.guard;

import java.util.concurrent.locks.LockSupport;

/** Waiting on the host's own thread, for the guards whose meaning is to wait. */
final class Waiting {
    private Waiting() {}

    /**
     * Parks until the ticker reaches {@code time}.
     *
     * @return false if the thread was interrupted first; its interrupt flag is kept, for it belongs to the host
     */
    static boolean until(long time, Ticker ticker, Object blocker) {
        Thread me = Thread.currentThread();
        for (long left = time - ticker.nanos(); left > 0; left = time - ticker.nanos()) {
            if (me.isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(blocker, left);
        }
        return true;
    }
}
