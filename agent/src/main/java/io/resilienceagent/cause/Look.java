package io.resilienceagent.cause;

/** What was seen of a thread at one moment. Immutable. */
final class Look {
    private final long nanos;
    private final Thread.State state;
    private final Doing doing;
    private final StackTraceElement[] frames;
    private final Times times;
    private final Duty duty;

    /**
     * Times of the thread so far, in nanoseconds.
     *
     * @param cpu how long it computed; -1 where that is not told
     * @param queued how long it was ready and got no processor; -1 where that is not told
     * @param paused how long the garbage collector had stopped the process
     */
    record Times(long cpu, long queued, long paused) {}

    /**
     * Notes a look.
     *
     * @param nanos when, on the agent's clock
     * @param frames the topmost frames of its stack
     * @param duty its workplace; null where it has none, or in a tick
     */
    Look(long nanos, Thread.State state, Doing doing, StackTraceElement[] frames, Times times, Duty duty) {
        this.nanos = nanos;
        this.state = state;
        this.doing = doing;
        this.frames = frames;
        this.times = times;
        this.duty = duty;
    }

    long nanos() {
        return nanos;
    }

    /** The JVM's word for what it does. */
    Thread.State state() {
        return state;
    }

    /** Our word for it. */
    Doing doing() {
        return doing;
    }

    Activity activity() {
        return doing.activity();
    }

    /** The topmost frames; not to be changed. */
    StackTraceElement[] frames() {
        return frames;
    }

    /** Whether these are all. */
    boolean whole() {
        return frames.length < ThreadBeans.LOOK_DEPTH;
    }

    long cpuNanos() {
        return times.cpu();
    }

    long queuedNanos() {
        return times.queued();
    }

    long pausedNanos() {
        return times.paused();
    }

    /** Null where it has no workplace, or in a tick. */
    Duty duty() {
        return duty;
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
