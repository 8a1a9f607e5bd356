package io.resilienceagent.cause;

/**
 * What was seen of a thread at one moment.
 *
 * @param nanos when, on the agent's clock
 * @param state the JVM's word for what it does
 * @param doing ours
 * @param frames the topmost frames of its stack
 * @param whole whether these are all
 * @param cpuNanos its processor time so far; -1 where that is not told
 * @param queuedNanos how long it was ready and got no processor, so far; -1 where that is not told
 * @param pausedNanos how long the garbage collector had stopped the process, so far
 * @param duty its workplace; null where it has none, or in a tick
 */
record Look(
        long nanos,
        Thread.State state,
        Doing doing,
        StackTraceElement[] frames,
        boolean whole,
        long cpuNanos,
        long queuedNanos,
        long pausedNanos,
        Duty duty) {

    Activity activity() {
        return doing.activity();
    }

    /** Whether the topmost frames are the same, lines included: a thread that was in the same place. */
    boolean samePlace(Look other) {
        if (frames.length != other.frames.length) {
            return false;
        }
        for (int i = 0; i < frames.length && i < Frames.SHOWN; i++) {
            if (!frames[i].equals(other.frames[i])) {
                return false;
            }
        }
        return true;
    }
}
