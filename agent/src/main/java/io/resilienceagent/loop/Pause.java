package io.resilienceagent.loop;

import io.resilienceagent.cause.Finding;

/**
 * The whole process stood still, or crept, for so long that a loop missed its limit: not the loop's doing.
 *
 * @param incidentId its name
 * @param loop a loop that it made late; empty if none
 * @param finding which pause, and what shows it
 * @param pausedNanos how long it stood still, as far as that can be told
 */
public record Pause(String incidentId, String loop, Finding finding, long pausedNanos) {}
