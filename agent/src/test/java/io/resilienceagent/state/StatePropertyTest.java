package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, what the rules promise holds. */
class StatePropertyTest {
    private static final int SEQUENCES = 10_000;
    private static final int LONGEST = 60;
    private static final List<SystemState> STATES = List.of(SystemState.values());

    @Test
    void theInvariantsHoldForRandomLives() {
        Random random = new Random(20260314);
        int fatal = 0;
        int recovered = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            StateKit kit = new StateKit();
            if (random.nextInt(4) == 0) {
                kit.resume(STATES.get(random.nextInt(5)), random.nextBoolean());
            }
            int length = 1 + random.nextInt(LONGEST);
            for (int step = 0; step < length; step++) {
                SystemState before = kit.state();
                happen(kit, random);
                assertFalse(before == FATAL && kit.state() != FATAL, "FATAL is for ever");
                assertEquals(kit.state().deniesRisk(), kit.safeMode.refusal() != null);
            }
            assertToldAsItWas(kit);
            fatal += kit.state() == FATAL ? 1 : 0;
            assertSafeModeEnds(kit);
            recovered += kit.state() == RUNNING ? 1 : 0;
            assertEquals(List.of(), kit.log.failures().entries());
        }
        // The lives are of all sorts, or the test would prove little.
        assertTrue(fatal > 500 && recovered > 500, fatal + " fatal, " + recovered + " running at the end");
    }

    private static void happen(StateKit kit, Random random) {
        String joinPoint = random.nextBoolean() ? "balances" : "place_order";
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> kit.machine.error(joinPoint, "IOException");
            case 3 -> kit.machine.success(joinPoint);
            case 4 -> kit.stall();
            case 5 -> kit.machine.manual(random.nextBoolean(), joinPoint, "a reason");
            case 6 -> {
                if (random.nextInt(20) == 0) {
                    kit.machine.irreparable("broken", "");
                }
            }
            case 7 -> kit.lacking = random.nextInt(3) == 0 ? "something" : null;
            case 8 -> {
                kit.pass(Duration.ofSeconds(random.nextInt(200)));
                kit.recovery.look();
            }
            default -> kit.cycles(1 + random.nextInt(4));
        }
    }

    private static void assertToldAsItWas(StateKit kit) {
        Set<String> ids = new HashSet<>();
        SystemState at = kit.steps.isEmpty() ? kit.state() : kit.steps.get(0).from();
        for (Transition step : kit.steps) {
            assertEquals(at, step.from(), "each step begins where the last one ended");
            assertTrue(TransitionTable.allows(step.from(), step.to(), step.by()), step::toString);
            assertTrue(ids.add(step.incidentId()), "an id is used twice");
            assertTrue(step.heldNanos() >= 0, step::toString);
            at = step.to();
        }
        assertEquals(kit.state(), at);
        assertEquals(
                kit.steps.stream().map(Transition::facts).toList(),
                kit.lines("STATE_TRANSITION").stream()
                        .map(line -> line.replace("CRITICAL STATE_TRANSITION ", ""))
                        .toList());
    }

    /** Once nobody holds it, SAFE_MODE ends by the passing of time alone. */
    private static void assertSafeModeEnds(StateKit kit) {
        kit.machine.standing().holds().keySet().forEach(by -> kit.machine.manual(false, by, ""));
        for (int i = 0; i < 31 && kit.state() == SAFE_MODE; i++) {
            kit.cycles(1);
        }
        assertNotEquals(SAFE_MODE, kit.state());
    }
}
