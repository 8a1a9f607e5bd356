package io.resilienceagent.cause;

import java.util.Map;

/**
 * A second witness of what threads do: the JVM's flight recorder. It speaks about a second late, and only of what it was
 * set to see; without it everything works, with less evidence. Thread-safe.
 */
@FunctionalInterface
public interface Witness {
    /**
     * What was recorded of a thread: hottest frames, monitors and locks waited for, last socket peers and files.
     *
     * @param lastNanos of how much of the past
     * @return facts as in {@link Finding#evidence()}; empty when there are none yet
     */
    Map<String, Object> about(Thread thread, long lastNanos);

    /** A witness that saw nothing. */
    static Witness none() {
        return (thread, lastNanos) -> Map.of();
    }
}
