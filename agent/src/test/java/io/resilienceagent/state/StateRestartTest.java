package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.DEGRADED;
import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RECOVERING;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a state outlives the process. */
class StateRestartTest {
    private final StateKit kit = new StateKit();

    @Test
    void aRestartKeepsWhatProtectsAndEndsWhatIsOver() {
        assertEquals(RUNNING, restarted(RUNNING, false).state());
        assertEquals(RUNNING, restarted(DEGRADED, false).state());
        assertEquals(SAFE_MODE, restarted(SAFE_MODE, false).state());
        assertEquals(RECOVERING, restarted(RECOVERING, false).state());
        assertEquals(RECOVERING, restarted(FATAL, false).state());
        assertEquals(RECOVERING, restarted(RUNNING, true).state());
        assertEquals(RECOVERING, restarted(DEGRADED, true).state());
        assertEquals(SAFE_MODE, restarted(SAFE_MODE, true).state());
        assertEquals(RECOVERING, restarted(RECOVERING, true).state());
        assertEquals(RECOVERING, restarted(FATAL, true).state());
    }

    private static StateKit restarted(SystemState state, boolean ordersUnknown) {
        StateKit kit = new StateKit();
        kit.resume(state, ordersUnknown);
        assertEquals(kit.state().deniesRisk(), kit.safeMode.refusal() != null);
        return kit;
    }

    @Test
    void aSafeModeThatSurvivesIsTheSameIncidentAndRecovers() {
        StateKit kit = restarted(SAFE_MODE, false);
        assertEquals(List.of(), kit.steps);
        assertEquals("state-0badcafe", kit.machine.standing().incidentId());
        String line = kit.lines().get(0);
        assertTrue(
                line.startsWith("CRITICAL STATE_RESTORED incident_id=state-0badcafe state=SAFE_MODE reason=of old"),
                line);
        kit.cycles(6);
        assertEquals(List.of(SAFE_MODE, RECOVERING, RUNNING), kit.path());
        assertTrue(kit.steps.get(0).heldNanos() >= Duration.ofSeconds(190).toNanos());
    }

    @Test
    void whereNobodyKnowsTheStateItIsTheSafeOne() {
        kit.machine.resume(new Restored(Optional.empty(), Optional.of("broken")), true);
        assertEquals(SAFE_MODE, kit.state());
        assertEquals("state_file_invalid", kit.machine.standing().reason());
    }

    @Test
    void aFirstStartIsNothingSpecial() {
        kit.machine.resume(new Restored(Optional.empty(), Optional.empty()), false);
        assertEquals(RUNNING, kit.state());
        assertEquals(List.of(), kit.lines());
    }
}
