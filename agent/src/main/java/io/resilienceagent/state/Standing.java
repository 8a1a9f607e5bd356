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

    Standing with(Map<String, String> otherHolds) {
        return new Standing(state, since, reason, incidentId, causeIncidentId, otherHolds);
    }

    Standing since(Instant other) {
        return new Standing(state, other, reason, incidentId, causeIncidentId, holds);
    }
}
