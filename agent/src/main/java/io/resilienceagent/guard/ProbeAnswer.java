package io.resilienceagent.guard;

/**
 * What a part of the bot answered when the agent asked whether it is well.
 *
 * @param component the part, as {@code loops}
 * @param incidentId the incident in whose course it was asked; empty for none
 * @param problem what was wrong, for a person; empty when nothing was
 * @param tookNanos how long the answer took, in nanoseconds
 */
public record ProbeAnswer(String component, String incidentId, String problem, long tookNanos) {
    /** Whether all was well. */
    public boolean passed() {
        return problem.isEmpty();
    }
}
