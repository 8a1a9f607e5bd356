package io.resilienceagent.loop;

/**
 * How a loop is at one moment, as the checker knows it: times are right to within its few milliseconds between two looks.
 *
 * @param name the loop's name: the join point's, or {@code NAME/thread}
 * @param ticks how often it ticked; for a loop told by its thread, tasks ended or moments of rest seen
 * @param threads how many living threads run it
 * @param lagNanos age of the oldest tick under way; 0 between ticks
 * @param lastTickAgeNanos since the last begin or end of a tick; -1 when it never ticked
 * @param worstTickNanos the longest tick seen so far
 * @param limitNanos how long it may go without progress
 * @param everyNanos how often it is to tick; 0 when that is not known
 * @param stalled whether it is stalled, and this is not the doing of a pause
 */
public record LoopStatus(
        String name,
        long ticks,
        int threads,
        long lagNanos,
        long lastTickAgeNanos,
        long worstTickNanos,
        long limitNanos,
        long everyNanos,
        boolean stalled) {}
