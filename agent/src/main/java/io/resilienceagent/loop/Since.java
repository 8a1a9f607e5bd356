package io.resilienceagent.loop;

/**
 * A moment at which a loop was seen to make progress, and how much the process has stood still since. Written by the
 * checker's thread; {@link #at} may be read by all.
 */
final class Since {
    private volatile long at;
    private long earliest;
    private long lost;
    private long doubt;
    private long collected;
    private boolean excused;

    /** Progress is seen now. */
    void now(CheckerTime time, long lastSeen) {
        at = time.now();
        earliest = lastSeen;
        lost = time.lost();
        doubt = time.doubt();
        collected = time.collected();
        excused = false;
    }

    /**
     * Progress is seen now, of which the thread itself noted when it was. The process may have stood still since the look
     * before: of that, what can have been after the progress is.
     */
    void noted(CheckerTime time, long moment) {
        long room = Math.max(0, time.now() - moment);
        at = moment;
        earliest = moment;
        lost = time.lost() - Math.min(room, time.newlyLost());
        doubt = time.doubt() - Math.min(room, time.newlyDoubtful());
        collected = time.collected() - Math.min(room, time.newlyCollected());
        excused = false;
    }

    /** When it was seen: no earlier than it was. */
    long at() {
        return at;
    }

    /** The earliest moment at which it may have been: the look before. */
    long earliest() {
        return earliest;
    }

    /** How long ago, by the clock. */
    long clockAge(CheckerTime time) {
        return time.now() - at;
    }

    /** How long ago, without the time in which the loop could not run. */
    long age(CheckerTime time, long limitNanos) {
        return clockAge(time) - pausedNanos(time, limitNanos);
    }

    /** For how long since then the loop could not run. */
    long pausedNanos(CheckerTime time, long limitNanos) {
        return time.lost() - lost + Math.min(time.doubt() - doubt, limitNanos / 2);
    }

    /** Of this, what the garbage collector did. */
    long collectedNanos(CheckerTime time) {
        return time.collected() - collected;
    }

    /** True once: the first time that a pause is the only reason why the loop is not stalled. */
    boolean excuse() {
        boolean first = !excused;
        excused = true;
        return first;
    }
}
