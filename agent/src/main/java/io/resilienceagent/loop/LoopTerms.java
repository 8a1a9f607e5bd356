package io.resilienceagent.loop;

/**
 * What the policy expects of a loop.
 *
 * @param limitNanos how long it may go without progress
 * @param everyNanos how often it is to tick; 0 when it may rest as long as it likes
 */
record LoopTerms(long limitNanos, long everyNanos) {}
