package io.resilienceagent.cause;

/** Tells why the whole process stood still. Used by one thread, that of the stall detector; never throws. */
public interface PauseMeter {
    /** Each look of the detector: takes the figures that the next pause is told by. Cheap. */
    void tick();

    /** Why the last look was this much late: GC_PAUSE, SAFEPOINT, HOST_SUSPENDED or UNKNOWN. */
    Finding explain(long gapNanos);

    /** For how long the garbage collector has stopped the process so far, in nanoseconds. */
    long gcPausedNanos();
}
