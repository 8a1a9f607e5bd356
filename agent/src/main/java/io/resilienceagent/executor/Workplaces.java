package io.resilienceagent.executor;

import java.util.Optional;

/** Finds the workplace of a thread. Thread-safe. */
@FunctionalInterface
public interface Workplaces {
    /** What the thread works for; empty for a thread of no known kind, or one that has ended. Never throws. */
    Optional<Workplace> of(Thread thread);
}
