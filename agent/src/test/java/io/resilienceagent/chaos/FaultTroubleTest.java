package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.fill;
import static io.resilienceagent.chaos.ChaosKit.hang;
import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults that fail themselves, and calls that they must leave alone. */
class FaultTroubleTest extends EngineFixture {
    @Test
    void aFaultThatCannotBeginIsEndedAndLeavesNoExperiment() throws ChaosRefused {
        kit.whole.beginThrows = new IOException("no room");
        ChaosRefused refused = assertThrows(ChaosRefused.class, () -> kit.inject(fill()));
        assertEquals("NOT_BEGUN", refused.code());
        assertTrue(refused.getMessage().contains("no room"), refused.getMessage());
        assertEquals(List.of("begin", "end"), kit.whole.steps);
        assertEquals(List.of(), kit.told);
        kit.whole.beginThrows = null;
        kit.inject(fill());
        assertEquals(
                1,
                kit.engine.experiments().stream()
                        .filter(each -> each.state().equals("RUNNING"))
                        .count());
    }

    @Test
    void aFaultThatCannotEndIsToldAndIsOverAllTheSame() throws ChaosRefused {
        kit.calls.endThrows = new IOException("stuck");
        Experiment experiment = kit.inject(slow());
        kit.pass(Duration.ofSeconds(10));
        assertEquals("ENDED", experiment.state());
        assertEquals("0", kit.calls(point, 1));
        assertEquals(List.of("CHAOS_ERROR slow.end java.io.IOException: stuck"), kit.events.failures);
        kit.events.failures.clear();
    }

    @Test
    void aFaultThatFailsInACallIsToldAndTheHostGoesOn() throws ChaosRefused {
        kit.calls.beforeThrows = new IllegalStateException("broken");
        kit.inject(slow());
        assertEquals("1", kit.calls(point, 1));
        assertEquals(List.of("CHAOS_ERROR slow java.lang.IllegalStateException: broken"), kit.events.failures);
        kit.events.failures.clear();
    }

    @Test
    void anInterruptFlagThatAFaultSwallowsIsGivenBack() throws ChaosRefused {
        kit.calls.doing = strike -> assertTrue(Thread.interrupted());
        kit.inject(slow());
        Thread.currentThread().interrupt();
        kit.calls(point, 1);
        assertTrue(Thread.interrupted());
    }

    @Test
    void whatAFaultCallsIsNotStruckAgain() throws ChaosRefused {
        Experiment experiment = kit.inject(slow());
        kit.calls.doing = strike -> {
            if (kit.calls.struck() == 1) {
                assertEquals("0", kit.calls(point, 1));
            }
        };
        kit.calls(point, 1);
        assertEquals(1, experiment.suppressed().get(Suppression.NESTED));
    }

    @Test
    void aThreadOfTheAgentIsNeverStruck() throws Exception {
        Experiment experiment = kit.inject(slow());
        Thread ours = new Thread(() -> kit.calls(point, 5), "resilience-probe");
        ours.start();
        ours.join();
        assertEquals(Map.of(Suppression.AGENT_THREAD, 5L), experiment.suppressed());
        assertEquals(0, kit.calls.struck());
    }

    @Test
    void whoseFaultHoldsAThreadUpIsKnown() throws ChaosRefused {
        Experiment experiment = kit.inject(slow());
        long self = Thread.currentThread().getId();
        kit.calls.doing = strike ->
                assertEquals(experiment.id(), kit.engine.causeOf("tick", self).orElseThrow());
        kit.calls(point, 1);
        assertTrue(kit.engine.causeOf("tick", self).isEmpty());
        Experiment hang = kit.inject(hang());
        assertEquals(hang.id(), kit.engine.causeOf("tick", -1).orElseThrow());
        assertTrue(kit.engine.causeOf("tock", -1).isEmpty());
    }
}
