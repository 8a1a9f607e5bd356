package io.resilienceagent.guard;

import java.util.concurrent.TimeUnit;

/** Lengths of time as people read them in reasons. */
public final class Span {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private Span() {}

    /** Whole milliseconds below ten seconds, whole seconds above, rounded up: {@code 850ms}, {@code 108s}. */
    public static String text(long nanos) {
        if (nanos < 10 * SECOND) {
            return Math.max(0, ceiling(nanos, TimeUnit.MILLISECONDS.toNanos(1))) + "ms";
        }
        return ceiling(nanos, SECOND) + "s";
    }

    private static long ceiling(long nanos, long unit) {
        return nanos / unit + (nanos % unit > 0 ? 1 : 0);
    }
}
