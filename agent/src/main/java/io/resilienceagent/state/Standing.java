package io.resilienceagent.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How things stand: what is shown, and what is kept on the disk. Immutable.
 *
 * @param state the state
 * @param since since when, for people
 * @param reason why, one line
 * @param incidentId of the transition that led here; empty at the first start
 * @param causeIncidentId the incident that this follows from; empty when there is none
 * @param holds who keeps the safe mode on, and why; empty while nobody does
 */
public record Standing(
        SystemState state,
        Instant since,
        String reason,
        String incidentId,
        String causeIncidentId,
        Map<String, String> holds) {
    /** Copies the holds, in the order of their names. */
    public Standing {
        holds = Collections.unmodifiableMap(new TreeMap<>(holds));
    }

    /** A bot that starts for the first time. */
    static Standing first(Instant now) {
        return new Standing(SystemState.RUNNING, now, "start", "", "", Map.of());
    }

    /** By hand: what makes a record's costs a JVM milliseconds when it is first asked, which here is while an agent starts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Standing standing
                && state == standing.state
                && since.equals(standing.since)
                && reason.equals(standing.reason)
                && incidentId.equals(standing.incidentId)
                && causeIncidentId.equals(standing.causeIncidentId)
                && holds.equals(standing.holds);
    }

    @Override
    public int hashCode() {
        return 31 * since.hashCode() + state.hashCode();
    }

    Standing with(Map<String, String> otherHolds) {
        return new Standing(state, since, reason, incidentId, causeIncidentId, otherHolds);
    }

    Standing since(Instant other) {
        return new Standing(state, other, reason, incidentId, causeIncidentId, holds);
    }
}
