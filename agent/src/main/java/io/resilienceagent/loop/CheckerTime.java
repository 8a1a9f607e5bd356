package io.resilienceagent.loop;

import io.resilienceagent.cause.Finding;
import io.resilienceagent.cause.PauseMeter;
import java.util.concurrent.TimeUnit;

/**
 * The time of the checker's looks, and how much of it the process stood still. Used by the checker's thread alone.
 *
 * <p>A look that comes late shows that this thread was held up. Where the meter finds that the whole process was, no
 * loop could run, and that time is taken off every age. Where it finds nothing, or a machine that is busy, other threads may have run:
 * such doubt counts for a loop too, but bounded, or a busy machine would hide every stall.
 */
final class CheckerTime {
    /** A look so much later than planned was held up by more than the scheduler's daily business. */
    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final PauseMeter meter;
    private boolean started;
    private long now;
    private long before;
    private long lost;
    private long doubt;
    private long collected;
    private long meterCollected;
    private long lostBefore;
    private long doubtBefore;
    private long collectedBefore;
    private Finding gap;
    private long gapNanos;

    CheckerTime(PauseMeter meter) {
        this.meter = meter;
    }

    /**
     * The next look.
     *
     * @param time monotonic
     * @param plannedNanos how long after the last look this one was to come
     */
    void look(long time, long plannedNanos) {
        before = started ? now : time;
        now = time;
        gap = null;
        gapNanos = 0;
        lostBefore = lost;
        doubtBefore = doubt;
        collectedBefore = collected;
        meter.tick();
        long collections = meter.gcPausedNanos();
        long stopped = started ? Math.min(now - before, Math.max(0, collections - meterCollected)) : 0;
        // A collection may be told a moment after the threads go on: what is too much for this look is left for the
        // next.
        meterCollected = started ? Math.max(meterCollected + stopped, collections - LATE_NANOS) : collections;
        started = true;
        collected += stopped;
        lost += stopped;
        long late = now - before - plannedNanos;
        if (late > LATE_NANOS) {
            gapNanos = late;
            gap = meter.explain(late);
            long unexplained = Math.max(0, late - stopped);
            if (meter.heldUpAll(gap)) {
                lost += unexplained;
            } else {
                doubt += unexplained;
            }
        }
    }

    /** Of this look, monotonic. */
    long now() {
        return now;
    }

    /** Of the look before; what is new happened after it. */
    long before() {
        return before;
    }

    /** For how long the process has stood still so far. */
    long lost() {
        return lost;
    }

    /** Of {@link #lost}, what is new with this look. */
    long newlyLost() {
        return lost - lostBefore;
    }

    /** Of {@link #doubt}, what is new with this look. */
    long newlyDoubtful() {
        return doubt - doubtBefore;
    }

    /** Of {@link #collected}, what is new with this look. */
    long newlyCollected() {
        return collected - collectedBefore;
    }

    /** For how long this thread alone was held up, as far as anyone can tell. */
    long doubt() {
        return doubt;
    }

    /** Of {@link #lost}, what the garbage collector did. */
    long collected() {
        return collected;
    }

    /** Why this look was late; null when it was not. */
    Finding gap() {
        return gap;
    }

    /** How late this look was; 0 when it was not. */
    long gapNanos() {
        return gapNanos;
    }
}
