package io.resilienceagent.cause;

/** What a thread does at one look, as far as its state and its topmost frames tell. */
enum Activity {
    /** It has ended, or never began. */
    ENDED,
    /** It sleeps for a time of its own choice. */
    SLEEPS,
    /** It wants to enter a monitor. */
    BLOCKED,
    /** It waits for a lock, a condition, a notification or a result. */
    WAITS,
    /** It waits, and a frame of a known client says that it is for an answer from outside. */
    AWAITS_IO,
    /** It is in a native method that reads, writes, connects or looks a name up. */
    IN_IO,
    /** It is in another native method. */
    IN_NATIVE,
    /** It runs Java code. */
    RUNS;

    /** Whether the JVM calls the thread runnable: only its processor time tells whether it really computes. */
    boolean isRunnable() {
        return this == RUNS || this == IN_NATIVE || this == IN_IO;
    }
}
