package io.resilienceagent.loop;

import io.resilienceagent.cause.Finding;

/**
 * A loop that made no progress for longer than its limit, as it is known at one moment. Immutable.
 *
 * @param incidentId the same for all reports of one stall
 * @param loop the loop's name
 * @param thread the name of the loop's thread; empty if it never had one
 * @param threadId the thread's id in the JVM; 0 if it never had one
 * @param finding the cause as known by now
 * @param limitNanos how long the loop may go without progress
 * @param detectedAfterNanos from the passing of the limit to its detection
 * @param stalledNanos from the last progress until now, or until the loop went on
 * @param over whether the loop went on, or was taken from the policy
 */
public record Stall(
        String incidentId,
        String loop,
        String thread,
        long threadId,
        Finding finding,
        long limitNanos,
        long detectedAfterNanos,
        long stalledNanos,
        boolean over) {}
