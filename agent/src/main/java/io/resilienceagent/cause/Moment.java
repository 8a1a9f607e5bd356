package io.resilienceagent.cause;

/** The counters of pauses at one moment; filled anew again and again, so that a tick leaves no garbage. */
final class Moment {
    long nanos;
    long collected;
    long stopped;
    long synchronizing;
    /** Of the dearer counters, which are not read at each tick: when they were. */
    long costlyNanos;

    long processCpu;
    long queued;
    long stolen;
    long throttled;
}
