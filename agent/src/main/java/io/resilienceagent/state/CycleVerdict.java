package io.resilienceagent.state;

/**
 * How a recovery cycle ended. Immutable.
 *
 * @param incidentId that of the state in which the bot recovers
 * @param state SAFE_MODE or RECOVERING: what it was when the cycle was judged
 * @param goodCycles how many in a row were good by now; 0 after one that was not
 * @param needed how many it takes
 * @param lacking why it was no good one, one line for a person; empty when it was
 */
public record CycleVerdict(String incidentId, SystemState state, int goodCycles, int needed, String lacking) {
    /** Whether it was a good one. */
    public boolean good() {
        return lacking.isEmpty();
    }

    /** The name of its line in the log. */
    String name() {
        return good() ? "RECOVERY_CYCLE_SUCCESS" : "RECOVERY_CYCLE_FAILED";
    }

    /** The {@code key=value} pairs of that line. */
    String facts() {
        String facts = "incident_id=" + incidentId + " recovery_cycles=" + goodCycles;
        return good() ? facts : facts + " reason=" + lacking;
    }
}
