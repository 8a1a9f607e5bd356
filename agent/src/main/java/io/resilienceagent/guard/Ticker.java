package io.resilienceagent.guard;

/**
 * A source of monotonic time. Every window, deadline and age of the agent is measured with one; none reads the wall
 * clock, so a clock that is set, skewed or leaps changes no decision.
 */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary origin, as {@link System#nanoTime()}; only differences mean anything. */
    long nanos();

    /** The JVM's own monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
