package io.resilienceagent.cause;

/** Why a loop made no progress, or why the whole process did not. The names are part of the agent's contract. */
public enum Cause {
    /** Threads wait for each other's monitors or locks in a cycle. */
    DEADLOCK,
    /** The thread waits for a monitor, a lock or another signal of a thread that has not come. */
    LOCK_WAIT,
    /** The thread waits for a socket, a file, a pipe or the answer to a request. */
    BLOCKING_IO,
    /** The thread computes and does not end. */
    CPU_SPIN,
    /** The thread calls deeper and deeper. */
    RUNAWAY_RECURSION,
    /** The thread ended, or its periodic task did. */
    LOOP_DEAD,
    /** The thread works, but on other tasks than the loop's: the queue is too long. */
    STARVATION,
    /** The thread sleeps. */
    SLEEP,
    /** The garbage collector stopped the process. */
    GC_PAUSE,
    /** The JVM stopped all threads for something else than garbage. */
    SAFEPOINT,
    /** The process was stopped from outside, or the machine gave it no time. */
    HOST_SUSPENDED,
    /** None of these could be shown. */
    UNKNOWN;

    /** Whether the whole process stood still, which is not the loop's doing. */
    public boolean isPause() {
        return this == GC_PAUSE || this == SAFEPOINT || this == HOST_SUSPENDED;
    }
}
