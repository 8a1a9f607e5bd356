package io.resilienceagent.report.story;

import java.util.List;

/**
 * A thread dump that the JVM's recorder took.
 *
 * @param at when, in nanoseconds since 1970
 * @param threads all Java threads
 * @param deadlocks circles of threads that wait for each other
 */
public record Dumped(long at, List<ThreadSeen> threads, List<List<Waiter>> deadlocks) {
    /** Copies the lists. */
    public Dumped {
        threads = List.copyOf(threads);
        deadlocks = List.copyOf(deadlocks);
    }
}
