package io.resilienceagent.chaos;

import io.resilienceagent.guard.Invocation;

/** One call, or the process as a whole, that an experiment strikes, as its fault sees it. For one thread. */
public interface Strike {
    /** The call; null for the process as a whole. {@link Invocation#pretend} and {@link Invocation#alter} end it otherwise. */
    Invocation call();

    /** A number of this strike's own, the same for the same seed and the same number of the call: for jitter and choices. */
    long random();

    /** Whether the experiment is over by now: its deadline passed, somebody stopped it, or chaos was switched off. */
    boolean over();

    /** What of the experiment's time is left, monotonic, in nanoseconds; never negative. */
    long remainingNanos();

    /**
     * Waits on the host's own thread, no longer than the experiment. An interrupt neither ends the wait nor is lost: the
     * flag is as it was, or set where it came meanwhile.
     */
    void pause(long nanos);

    /** The fault has really happened to the host: from now on the experiment may say that it fired. */
    void fired();
}
