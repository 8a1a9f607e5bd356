package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RECOVERING;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.StateMachineRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a SAFE_MODE ends: in time, for good, or when a person takes the hand away. */
class SafeModeEndTest {
    private static final StateMachineRule RULE = StateKit.RULE;

    private final StateKit kit = new StateKit();

    @Test
    void aSafeModeThatLastsForTooLongIsFatal() {
        kit.lacking = "never well";
        kit.stall();
        kit.recovery.look();
        kit.pass(RULE.safeModeTtl().minusNanos(1));
        kit.recovery.look();
        assertEquals(SAFE_MODE, kit.state());
        kit.pass(Duration.ofNanos(1));
        kit.recovery.look();
        assertEquals(FATAL, kit.state());
        assertTrue(kit.safeMode.refusal().reason().contains("FATAL"));
        String last = kit.lines("STATE_TRANSITION").get(1);
        assertTrue(last.contains(" reason=safe_mode_ttl_expired owner=state_machine "), last);
    }

    @Test
    void whoRecoversAtTheVeryEndHasRecovered() {
        kit.machine.rule(StateKit.rule(3, 5, 30));
        kit.stall();
        kit.cycles(30);
        assertEquals(RECOVERING, kit.state());
    }

    @Test
    void toAndFroEndsTooSinceTheTimeInSafeModeAddsUp() {
        kit.stall();
        int rounds = 0;
        while (kit.state() != FATAL) {
            kit.cycles(1);
            if (kit.state() == RECOVERING) {
                rounds++;
                kit.pass(Duration.ofSeconds(5));
                kit.errors("balances", 1);
            }
            assertTrue(rounds < 100, "it never ends");
        }
        // 15 minutes of SAFE_MODE, 90 s each time.
        assertEquals(10, rounds, 1);
        assertTrue(kit.steps.stream().noneMatch(step -> step.to() == RUNNING));
    }

    @Test
    void theTimeIsForgottenOnceTheBotRuns() {
        for (int i = 0; i < 20; i++) {
            kit.stall();
            kit.cycles(6);
            assertEquals(RUNNING, kit.state());
        }
    }

    @Test
    void fatalStaysWhateverComes() {
        StateKit fatal = StateKit.in(FATAL);
        fatal.errors("balances", 10);
        fatal.stall();
        fatal.machine.manual(true, "file", "why");
        fatal.machine.manual(false, "file", "");
        fatal.cycles(10);
        fatal.pass(Duration.ofDays(1));
        fatal.recovery.look();
        fatal.machine.irreparable("again", "");
        fatal.machine.cycle(fatal.machine.standing(), null);
        assertEquals(List.of(RUNNING, FATAL), fatal.path());
    }

    @Test
    void aPersonsHandKeepsTheSafeModeAndStopsItsTime() {
        kit.machine.manual(true, "file", "exchange maintenance\n2026 forged=line");
        assertEquals(SAFE_MODE, kit.state());
        kit.cycles(200);
        assertEquals(SAFE_MODE, kit.state());
        kit.machine.manual(true, "file", "exchange maintenance\n2026 forged=line");
        kit.machine.manual(true, "admin", "me too");
        kit.machine.manual(false, "file", "file removed");
        kit.cycles(5);
        assertEquals(SAFE_MODE, kit.state());
        kit.machine.manual(false, "admin", "done");
        kit.machine.manual(false, "nobody", "");
        kit.cycles(6);
        assertEquals(RUNNING, kit.state());
        assertEquals(
                List.of(
                        "INFO SAFE_MODE_SWITCHED on=true by=file reason=exchange maintenance 2026 forged=line",
                        "INFO SAFE_MODE_SWITCHED on=true by=admin reason=me too",
                        "INFO SAFE_MODE_SWITCHED on=false by=file reason=file removed",
                        "INFO SAFE_MODE_SWITCHED on=false by=admin reason=done"),
                kit.lines("SAFE_MODE_SWITCHED"));
        // Told once for each change of hands, not 205 times.
        List<String> failed = kit.lines("RECOVERY_CYCLE_FAILED");
        assertEquals(2, failed.size());
        assertTrue(failed.get(0).endsWith("reason=manual safe mode by {file=exchange maintenance 2026 forged=line}"));
    }

    @Test
    void aCycleInWhichTheHandWasTakenAwayDoesNotCount() {
        kit.machine.manual(true, "file", "wait");
        kit.recovery.look();
        kit.pass(StateKit.CYCLE.minusSeconds(1));
        kit.machine.manual(false, "file", "go");
        kit.recovery.look();
        kit.pass(StateKit.CYCLE.minusSeconds(1));
        kit.recovery.look();
        assertEquals(List.of(), kit.lines("RECOVERY_CYCLE_SUCCESS"));
        kit.pass(Duration.ofSeconds(1));
        kit.recovery.look();
        assertEquals(1, kit.lines("RECOVERY_CYCLE_SUCCESS").size());
    }

    @Test
    void noStateIsGivenUpWhileAPersonHoldsIt() {
        kit.lacking = "never well";
        kit.stall();
        kit.pass(Duration.ofMinutes(14));
        kit.machine.manual(true, "file", "wait");
        kit.pass(Duration.ofDays(3));
        kit.recovery.look();
        assertEquals(SAFE_MODE, kit.state());
        kit.machine.manual(false, "file", "go");
        kit.pass(Duration.ofSeconds(59));
        kit.recovery.look();
        assertEquals(SAFE_MODE, kit.state());
        kit.pass(Duration.ofSeconds(1));
        kit.recovery.look();
        assertEquals(FATAL, kit.state());
    }
}
