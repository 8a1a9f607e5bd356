package io.resilienceagent.guard;

/** Runs short tasks later, on the agent's one timer thread. Tasks must not block. Thread-safe. */
public interface Timer {
    /** Runs {@code task} once after {@code nanos}; the handle cancels it if it has not begun. */
    Scheduled after(long nanos, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Scheduled {
        void cancel();
    }
}
