package io.resilienceagent.state;

import java.time.Instant;

/**
 * One change of the state. Immutable.
 *
 * @param incidentId its own, {@code state-} and 8 hexadecimal digits
 * @param from the state before
 * @param to the state since
 * @param by what led to it
 * @param reason why, for a person: one line of at most 200 characters
 * @param owner who says so
 * @param heldNanos how long the state before had lasted; of a state from before a restart by the wall clock
 * @param causeIncidentId the incident that this follows from; empty when there is none
 * @param at when, for people
 */
public record Transition(
        String incidentId,
        SystemState from,
        SystemState to,
        Trigger by,
        String reason,
        String owner,
        long heldNanos,
        String causeIncidentId,
        Instant at) {
    private static final long TENTH = 100_000_000L;

    /** The {@code key=value} pairs of its line in the log. */
    public String facts() {
        String facts = "incident_id=" + incidentId + " from=" + from + " to=" + to + " reason=" + reason + " owner="
                + owner + " duration_in_old_state=" + seconds(heldNanos);
        return causeIncidentId.isEmpty() ? facts : facts + " cause_incident_id=" + causeIncidentId;
    }

    /** Seconds with one decimal, rounded down; the same in every locale. */
    private static String seconds(long nanos) {
        long tenths = Math.max(0, nanos) / TENTH;
        return tenths / 10 + "." + tenths % 10;
    }
}
