package io.resilienceagent.executor;

import java.util.Optional;

/** Finds the workplace of a thread. Thread-safe. */
@FunctionalInterface
public interface Workplaces {
    /** What the thread works for; empty for a thread of no known kind, or one that has ended. Never throws. */
    Optional<Workplace> of(Thread thread);

    /**
     * Takes note of the periodic tasks that this thread's workplace has now, so that one which an exception ends can still
     * tell by which: its pool forgets it at once. To be called each second or so; takes tens of microseconds. Never throws.
     */
    default void remember(Thread thread) {}
}
