package io.resilienceagent.host;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits in a host until something is so; a host that waits in vain ends with an exception. */
public final class Await {
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /** Returns once the condition holds. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > LONGEST) {
                throw new AssertionError("in vain: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
