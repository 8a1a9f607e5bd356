package io.resilienceagent.report.story;

/**
 * The bot went from one state to another.
 *
 * @param at when, in nanoseconds since 1970
 * @param incidentId the incident's name; may be empty
 * @param from the state before
 * @param to the state from then on
 * @param reason why
 * @param owner who wanted it
 * @param causeIncidentId the incident that this follows from; empty if none
 */
public record Transition(
        long at, String incidentId, String from, String to, String reason, String owner, String causeIncidentId) {
    private static final long APART = 2_000_000_000L;

    /** Whether it is the same change, told from another place. */
    boolean same(Transition other) {
        return incidentId.equals(other.incidentId)
                && from.equals(other.from)
                && to.equals(other.to)
                && Math.abs(at - other.at) < APART;
    }
}
