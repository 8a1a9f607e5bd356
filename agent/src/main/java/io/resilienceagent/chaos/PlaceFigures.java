package io.resilienceagent.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How the calls of a place went lately: a join point or a transport at which experiments can strike. Immutable; times in
 * nanoseconds of the agent's monotonic clock.
 *
 * @param name the join point or transport
 * @param loop whether its calls are ticks: then each was measured, else every eighth
 * @param every how often it is to tick; zero where it is no loop, or nobody knows
 * @param measured how many calls were measured, ever
 * @param calls those that ended since the moment that was asked for, as far as they are kept, in their order
 * @param underWay for how long a measured call has been under way; negative when none is
 * @param failed how many of all calls failed, ever
 */
public record PlaceFigures(
        String name, boolean loop, Duration every, long measured, List<Call> calls, long underWay, long failed) {
    /** Copies the calls. */
    public PlaceFigures {
        calls = List.copyOf(calls);
    }

    /**
     * A call.
     *
     * @param ended when
     * @param lasted how long
     */
    public record Call(long ended, long lasted) {}
}
