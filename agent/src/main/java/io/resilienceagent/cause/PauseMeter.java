package io.resilienceagent.cause;

/** Tells for how long the whole process stood still, and why. Used by one thread, that of the stall detector; never throws. */
public interface PauseMeter {
    /** Notes the counters as they are; to be called at each of the detector's looks, some 200 times a second. */
    void tick();

    /**
     * Why the calling thread woke late.
     *
     * @param gapNanos for how long it got nothing done
     * @return GC_PAUSE, SAFEPOINT, HOST_SUSPENDED or UNKNOWN
     */
    Finding explain(long gapNanos);

    /**
     * Whether what was just {@link #explain explained} held up every thread of the process. A thread that waited for a
     * processor on a busy machine knows of itself only: others may have had one, and what hangs does not need one.
     */
    default boolean heldUpAll(Finding explained) {
        return explained.cause().isPause();
    }

    /** For how long the garbage collector has stopped all threads since the JVM began, as far as the JVM tells. */
    long gcPausedNanos();

    /** A meter that knows of no pauses. */
    static PauseMeter none() {
        return new PauseMeter() {
            @Override
            public void tick() {}

            @Override
            public Finding explain(long gapNanos) {
                return new Evidence("the process stood still; why cannot be told").as(Cause.UNKNOWN);
            }

            @Override
            public long gcPausedNanos() {
                return 0;
            }
        };
    }
}
