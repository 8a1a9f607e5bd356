package io.resilienceagent.cause;

/**
 * A time in which the detector's thread got nothing done, and the counters before and after it.
 *
 * @param nanos how long
 * @param debugger whether the JVM was started for a debugger
 */
record Gap(long nanos, Moment before, Moment now, StopTimes times, boolean debugger) {
    /** A cause must account for at least this part of the gap. */
    private static final double MOST = 0.5;
    /** Of a process that stands, nothing computes; the counters are not read at the very edges of the gap. */
    private static final double NOTHING = 0.1;

    Finding finding() {
        long stopped = now.stopped - before.stopped;
        long collected = now.collected - before.collected;
        // Without counters of stops the collections are all that is known; with them no pause is longer than the stops.
        long paused = times.precise() ? Math.min(collected, stopped) : collected;
        long queued = now.queued < 0 || before.queued < 0 ? -1 : now.queued - before.queued;
        // On a busy machine a stop and the queue for a processor share the gap: the longer one is told.
        boolean stopTells = stopped >= MOST * nanos || (stopped + queued >= MOST * nanos && stopped >= queued);
        boolean gcTells = paused >= MOST * nanos || (stopTells && paused >= MOST * stopped);
        if (gcTells) {
            return evidence("the garbage collector stopped the process for " + millis(paused) + " ms")
                    .with("gc_ms", millis(paused))
                    .withAll(times.lastCollections())
                    .with("safepoint_ms", times.precise() ? millis(stopped) : null)
                    .as(Cause.GC_PAUSE);
        }
        if (stopTells) {
            return evidence("the JVM stopped all threads for " + millis(stopped) + " ms, not for garbage")
                    .with("safepoint_ms", millis(stopped))
                    .with("time_to_safepoint_ms", millis(now.synchronizing - before.synchronizing))
                    .with("gc_ms", millis(paused))
                    .as(Cause.SAFEPOINT);
        }
        return unstopped(stopped, paused, queued);
    }

    /**
     * Whether the detector's thread spent most of it in the queue for a processor, and no stop of the JVM explains it.
     *
     * @param cause of its finding
     */
    boolean queued(Cause cause) {
        boolean jvm = cause == Cause.GC_PAUSE || cause == Cause.SAFEPOINT;
        return !jvm && now.queued >= 0 && before.queued >= 0 && now.queued - before.queued >= MOST * nanos;
    }

    /** The JVM did not stop its threads: did anything else? */
    private Finding unstopped(long stopped, long paused, long queued) {
        long stolen = now.stolen - before.stolen;
        long throttled = now.throttled - before.throttled;
        boolean noTime = queued + stopped >= MOST * nanos && !computed();
        String why = noTime || standsStill() ? why(noTime, stolen, throttled) : null;
        String words = why == null
                ? "the process got nothing done for " + millis(nanos) + " ms; why cannot be told"
                : why + ", for " + millis(nanos) + " ms";
        return evidence(words)
                .with("waited_for_processor_ms", queued < 0 ? null : millis(queued))
                .with("stolen_ms", stolen > 0 ? millis(stolen) : null)
                .with("throttled_ms", throttled > 0 ? millis(throttled) : null)
                .with("process_cpu_ms", now.processCpu < 0 ? null : millis(now.processCpu - before.processCpu))
                .with("gc_ms", millis(paused))
                .with("safepoint_ms", times.precise() ? millis(stopped) : null)
                .with("debugger", debugger ? "the JVM was started for one" : null)
                .withKnown("load_average", Machine.now().loadAverage())
                .as(why == null ? Cause.UNKNOWN : Cause.HOST_SUSPENDED);
    }

    /** The machine's counters are older than the gap: alone they prove nothing, but they say whose doing it was. */
    private String why(boolean noTime, long stolen, long throttled) {
        if (throttled >= MOST * nanos) {
            return "the container's processor quota was used up";
        }
        if (stolen >= MOST * nanos) {
            return "the hypervisor gave the machine no time";
        }
        return noTime
                ? "the machine gave the process no time"
                : "the process stood still from outside: a stop signal, a debugger or a machine that was suspended";
    }

    /** Whether the process as a whole got time while the detector's thread did not: half a processor, since that was last read. */
    private boolean computed() {
        long window = now.nanos - before.costlyNanos;
        return now.processCpu >= 0 && before.processCpu >= 0 && now.processCpu - before.processCpu >= MOST * window;
    }

    /**
     * The processor time was last read a little before the gap, and in between the host may have computed on all
     * processors: that much more proves nothing.
     */
    private boolean standsStill() {
        if (now.processCpu < 0 || before.processCpu < 0) {
            return false;
        }
        long unmeasured = Math.max(0, now.nanos - nanos - before.costlyNanos);
        long allowed =
                (long) (NOTHING * nanos) + unmeasured * Runtime.getRuntime().availableProcessors();
        return now.processCpu - before.processCpu <= Math.min(allowed, nanos / 2);
    }

    private Evidence evidence(String summary) {
        return new Evidence(summary).with("gap_ms", millis(nanos));
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
