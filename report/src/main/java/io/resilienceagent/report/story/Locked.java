package io.resilienceagent.report.story;

import java.util.List;

/**
 * Threads that wait for each other in a circle, as thread dumps show them.
 *
 * @param cycle who waits for whom
 * @param first when a dump showed it first, in nanoseconds since 1970
 * @param last when one showed it last
 * @param dumps how many did
 */
public record Locked(List<Waiter> cycle, long first, long last, int dumps) {
    /** Copies the circle. */
    public Locked {
        cycle = List.copyOf(cycle);
    }
}
