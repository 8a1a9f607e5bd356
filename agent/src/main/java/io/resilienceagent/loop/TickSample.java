package io.resilienceagent.loop;

/**
 * How a loop has ticked since the sample before.
 *
 * @param loop the loop's name
 * @param thread the thread that ticked last; empty when it has gone
 * @param ticks how many ticks ended since then
 * @param overNanos how long ago that is
 * @param lastNanos how long the last timed tick took; -1 where ticks come too often to be timed, or are told by the thread
 * @param longestNanos the longest tick seen so far
 */
public record TickSample(String loop, String thread, long ticks, long overNanos, long lastNanos, long longestNanos) {}
