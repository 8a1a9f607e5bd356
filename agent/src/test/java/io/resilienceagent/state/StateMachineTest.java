package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.DEGRADED;
import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RECOVERING;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.ProbeAnswer;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.testing.RecordedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** From one state to the next, by errors, stalls and recovery cycles. */
class StateMachineTest {
    private static final StateMachineRule RULE = StateKit.RULE;

    private final StateKit kit = new StateKit();

    @Test
    void threeErrorsInARowDegradeFiveStop() {
        List<SystemState> states = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            kit.errors("balances", 1);
            states.add(kit.state());
        }
        assertEquals(List.of(RUNNING, RUNNING, DEGRADED, DEGRADED, SAFE_MODE), states);
        assertEquals(List.of(RUNNING, DEGRADED, SAFE_MODE), kit.path());
        assertEquals("SAFE_MODE", kit.safeMode.refusal().code());
    }

    @Test
    void aSuccessEndsTheRunOfItsOwnJoinPointOnly() {
        kit.errors("balances", 2);
        kit.machine.success("balances");
        kit.errors("balances", 2);
        assertEquals(RUNNING, kit.state());
        kit.machine.success("prices");
        kit.errors("prices", 2);
        assertEquals(RUNNING, kit.state());
        for (int i = 0; i < 3; i++) {
            kit.machine.success("prices");
            kit.errors("balances", 1);
        }
        assertEquals(SAFE_MODE, kit.state());
    }

    @Test
    void noStepIsSkippedWhereBothNumbersAreTheSame() {
        kit.machine.rule(StateKit.rule(4, 4, 3));
        kit.errors("balances", 4);
        assertEquals(List.of(RUNNING, DEGRADED, SAFE_MODE), kit.path());
    }

    @Test
    void whatHasBeenCountedIsHeldAgainstTheNumbersOfAReload() {
        kit.errors("balances", 2);
        kit.machine.rule(StateKit.rule(2, 3, 3));
        assertEquals(RUNNING, kit.state());
        kit.errors("balances", 1);
        assertEquals(SAFE_MODE, kit.state());
    }

    @Test
    void errorsThatStopForACycleAreForgotten() {
        kit.errors("balances", 4);
        kit.pass(StateKit.CYCLE.minusNanos(1));
        kit.recovery.look();
        assertEquals(DEGRADED, kit.state());
        kit.pass(Duration.ofNanos(1));
        kit.recovery.look();
        assertEquals(RUNNING, kit.state());
        kit.errors("balances", 2);
        assertEquals(RUNNING, kit.state());
        kit.errors("balances", 1);
        assertEquals(List.of(RUNNING, DEGRADED, RUNNING, DEGRADED), kit.path());
    }

    @Test
    void eachErrorBeginsTheQuietCycleAnew() {
        kit.errors("balances", 3);
        for (int i = 0; i < 10; i++) {
            kit.pass(StateKit.CYCLE.minusMillis(1));
            kit.recovery.look();
            kit.machine.success("balances");
            kit.errors("balances", 1);
        }
        assertEquals(DEGRADED, kit.state());
    }

    @Test
    void aStallStopsAtOnceAndTheWayBackTakesThreeCyclesTwice() {
        kit.pass(Duration.ofMillis(120_590));
        kit.stall();
        assertEquals(SAFE_MODE, kit.state());
        assertNotNull(kit.safeMode.refusal());
        kit.cycles(2);
        assertEquals(SAFE_MODE, kit.state());
        kit.cycles(1);
        assertEquals(RECOVERING, kit.state());
        assertNull(kit.safeMode.refusal());
        kit.cycles(2);
        assertEquals(RECOVERING, kit.state());
        kit.cycles(1);
        assertEquals(RUNNING, kit.state());

        String safe = kit.steps.get(0).incidentId();
        String recovering = kit.steps.get(1).incidentId();
        String running = kit.steps.get(2).incidentId();
        assertEquals(
                List.of(
                        "CRITICAL STATE_TRANSITION incident_id=" + safe + " from=RUNNING to=SAFE_MODE"
                                + " reason=loop_stall_detected owner=loop_guard duration_in_old_state=120.5"
                                + " cause_incident_id=stall-00c0ffee",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + safe + " recovery_cycles=1",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + safe + " recovery_cycles=2",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + safe + " recovery_cycles=3",
                        "CRITICAL STATE_TRANSITION incident_id=" + recovering + " from=SAFE_MODE to=RECOVERING"
                                + " reason=recovery_cycles >= 3 owner=recovery_mechanism duration_in_old_state=90.0",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + recovering + " recovery_cycles=1",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + recovering + " recovery_cycles=2",
                        "INFO RECOVERY_CYCLE_SUCCESS incident_id=" + recovering + " recovery_cycles=3",
                        "CRITICAL STATE_TRANSITION incident_id=" + running + " from=RECOVERING to=RUNNING"
                                + " reason=recovery completed owner=recovery_mechanism duration_in_old_state=90.0"),
                kit.lines());
        assertTrue(safe.matches("state-[0-9a-f]{8}"), safe);
    }

    @Test
    void aFailedCycleStartsTheCountAgain() {
        kit.stall();
        kit.cycles(2);
        kit.lacking = "loop tick did not tick";
        kit.cycles(1);
        kit.lacking = null;
        kit.cycles(2);
        assertEquals(SAFE_MODE, kit.state());
        kit.cycles(1);
        assertEquals(RECOVERING, kit.state());
        assertEquals(
                List.of("INFO RECOVERY_CYCLE_FAILED incident_id="
                        + kit.steps.get(0).incidentId() + " recovery_cycles=0 reason=loop tick did not tick"),
                kit.lines("RECOVERY_CYCLE_FAILED"));
    }

    @Test
    void anErrorOrAStallFailsTheCycleInWhichItComes() {
        kit.stall();
        kit.cycles(2);
        kit.errors("balances", 1);
        kit.cycles(1);
        kit.cycles(2);
        kit.stall();
        kit.cycles(1);
        kit.cycles(2);
        assertEquals(SAFE_MODE, kit.state());
        kit.cycles(1);
        assertEquals(RECOVERING, kit.state());
        List<String> failed = kit.lines("RECOVERY_CYCLE_FAILED");
        assertTrue(failed.get(0).endsWith("reason=error at balances"), failed.get(0));
        assertTrue(failed.get(1).endsWith("reason=stalled loop tick: DEADLOCK"), failed.get(1));
        assertEquals(2, failed.size());
    }

    @Test
    void oneErrorWhileRecoveringIsOneTooMany() {
        StateKit recovering = StateKit.in(RECOVERING);
        recovering.errors("balances", 1);
        assertEquals(SAFE_MODE, recovering.state());
        assertEquals(
                "error while recovering at balances: java.net.SocketTimeoutException",
                recovering.machine.standing().reason());
    }

    @Test
    void aCycleThatWasJudgedBeforeAStallDoesNotCountAfterIt() {
        StateKit recovering = StateKit.in(RECOVERING);
        Standing judged = recovering.machine.standing();
        recovering.stall();
        recovering.machine.cycle(judged, null);
        assertEquals(3, recovering.lines("RECOVERY_CYCLE_SUCCESS").size());
    }

    @Test
    void aListenerMayDriveTheMachineAndEveryoneHearsTheStepsInOrder() {
        List<String> heard = new ArrayList<>();
        kit.machine.listen(step -> {
            heard.add("first " + step.to());
            if (step.to() == SAFE_MODE) {
                kit.machine.irreparable("told by a listener", step.incidentId());
            }
        });
        kit.machine.listen(step -> {
            throw new IllegalStateException("a listener fails");
        });
        kit.machine.listen(step -> heard.add("last " + step.to()));
        kit.stall();
        assertEquals(List.of("first SAFE_MODE", "last SAFE_MODE", "first FATAL", "last FATAL"), heard);
        assertEquals(kit.steps.get(0).incidentId(), kit.steps.get(1).causeIncidentId());
        assertEquals(1, kit.log.failures().entries().size());
    }

    @Test
    void aCheckThatFailsHasNotShownThatAllIsWell() {
        kit.recovery.checks(List.of(state -> {
            throw new IllegalStateException("secret");
        }));
        kit.stall();
        kit.cycles(4);
        assertEquals(SAFE_MODE, kit.state());
        assertTrue(
                kit.lines("RECOVERY_CYCLE_FAILED").get(0).endsWith("a check failed: java.lang.IllegalStateException"));
    }

    @Test
    void eachCycleIsJudgedAloudBeforeTheTransitionToWhichItLed() {
        List<String> heard = new ArrayList<>();
        kit.machine.listen(new StateListener() {
            @Override
            public void changed(Transition transition) {
                heard.add(transition.to().name());
            }

            @Override
            public void judged(CycleVerdict verdict) {
                heard.add(verdict.state() + " " + verdict.goodCycles() + "/" + verdict.needed() + " "
                        + verdict.lacking());
                assertEquals(kit.machine.standing().incidentId(), verdict.incidentId(), "told within its state");
            }
        });
        kit.machine.rule(StateKit.rule(3, 5, 2));
        kit.stall();
        kit.lacking = "loop tick did not tick";
        kit.cycles(1);
        kit.lacking = null;
        kit.cycles(1);
        assertEquals(List.of("SAFE_MODE", "SAFE_MODE 0/2 loop tick did not tick", "SAFE_MODE 1/2 "), heard);
    }

    @Test
    void eachCheckIsAskedAsAPartOfTheIncident() {
        RecordedEvents told = new RecordedEvents();
        RecoveryCycles cycles = new RecoveryCycles(kit.machine, kit.ticker(), told);
        cycles.checks(List.of(state -> null, new RecoveryCheck() {
            @Override
            public String component() {
                return "orders";
            }

            @Override
            public String lacking(SystemState state) {
                return "two are unknown";
            }
        }));
        kit.stall();
        cycles.look();
        kit.pass(StateKit.CYCLE);
        cycles.look();
        String incident = kit.machine.standing().incidentId();
        assertEquals(
                List.of(
                        new ProbeAnswer("bot", incident, "", 0),
                        new ProbeAnswer("orders", incident, "two are unknown", 0)),
                told.probes);
    }

    @Test
    void checksKnowWhenTheirCycleBeginsAndWhichStateItIs() {
        List<String> told = new ArrayList<>();
        kit.recovery.checks(List.of(new RecoveryCheck() {
            @Override
            public void cycleBegins() {
                told.add("begins");
            }

            @Override
            public String lacking(SystemState state) {
                told.add(state.name());
                return null;
            }
        }));
        kit.machine.rule(StateKit.rule(3, 5, 1));
        kit.stall();
        kit.cycles(3);
        assertEquals(List.of("begins", "SAFE_MODE", "begins", "RECOVERING", "begins"), told);
    }

    @Test
    void aStallThatMeetsTheEndOfTheMemoryIsSettledAtTheNextLook() {
        AtomicBoolean exhausted = new AtomicBoolean();
        Ticker ticker = () -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("as a heap that is full would have it");
            }
            return kit.ticker().nanos();
        };
        StateMachine machine = new StateMachine(RULE, ticker, kit.safeMode, kit.log);
        exhausted.set(true);
        assertThrows(OutOfMemoryError.class, () -> machine.stall("stall-00c0ffee", "tick", "CPU_SPIN"));
        assertEquals(RUNNING, machine.state());
        assertNull(kit.safeMode.refusal());
        exhausted.set(false);
        machine.look();
        assertEquals(SAFE_MODE, machine.state());
        assertEquals("stall-00c0ffee", machine.standing().causeIncidentId());
        exhausted.set(true);
        assertThrows(OutOfMemoryError.class, () -> machine.irreparable("broken", ""));
        exhausted.set(false);
        machine.look();
        assertEquals(FATAL, machine.state());
    }
}
