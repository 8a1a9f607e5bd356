package io.resilienceagent.chaos.fault;

import java.util.function.LongUnaryOperator;

/** What the host's classes see of the wall clock; the agent and the JDK see the real one. Thread-safe. */
public interface HostClock {
    /**
     * From now on the host's classes see another time.
     *
     * @param skew from the real milliseconds since 1970 to how many more the host sees; quick, thread-safe, never throws
     * @return in how many classes
     * @throws IllegalStateException when there is none that asks for the time
     */
    int skew(LongUnaryOperator skew);

    /** The host's classes see the real time at once, and are then restored. */
    void restore();

    /** Whether all are as they were. */
    boolean restored();
}
