package io.resilienceagent.cli.watch;

import static io.resilienceagent.cli.watch.Controls.DOWN;
import static io.resilienceagent.cli.watch.Controls.ESCAPE;
import static io.resilienceagent.cli.watch.Controls.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.watch.Controls.Deed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlsTest {
    private static final List<FaultKind> FAULTS = List.of(
            new FaultKind("cpu_bound_loop", "Spins.", List.of("loop")),
            new FaultKind("exception", "Throws.", List.of("join_point")),
            new FaultKind("kill", "Ends the process.", List.of("process")));

    private final Controls controls = new Controls();
    private final Snapshot now = Watched.at(0, Watched.CALM);

    private Deed press(int... keys) {
        Deed last = Deed.NOTHING;
        for (int key : keys) {
            last = controls.key(key, now);
        }
        return last;
    }

    private Deed menu() {
        Deed deed = press('c');
        controls.faults(FAULTS);
        return deed;
    }

    @Test
    void oneKeyOneDeed() {
        assertEquals(Deed.DUMP, press('d'));
        assertEquals(Deed.STOP_CHAOS, press('s'));
        assertEquals(Deed.NOTHING, press('x', UP, '\r', 'y', ESCAPE));
        assertNull(controls.panel("bot"));
        assertEquals(Deed.QUIT, press('q'));
    }

    @Test
    void helpIsLeftByAnyKey() {
        press('h');
        assertNotNull(controls.panel("bot"));
        assertEquals(Deed.NOTHING, press('d'), "a key that leaves the help does nothing else");
        assertNull(controls.panel("bot"));
    }

    @Test
    void nothingIsInjectedWithoutAYes() {
        assertEquals(Deed.LIST_FAULTS, menu());
        press('\r');
        assertTrue(controls.panel("bot").title().contains("where"));
        press(DOWN, DOWN, '\r');
        Panel question = controls.panel("market-bot");
        assertEquals(
                "Inject cpu_bound_loop on tick into market-bot for 30 s?",
                question.rows().get(0));
        assertEquals(Deed.INJECT, press('y'));
        assertEquals(new Injection("cpu_bound_loop", "tick", Duration.ofSeconds(30)), controls.injection());
        assertNull(controls.panel("bot"));
    }

    @ParameterizedTest
    @ValueSource(ints = {'n', '\r', ' ', ESCAPE, 'q', DOWN})
    void allElseIsANo(int key) {
        menu();
        press(DOWN, DOWN, '\r');
        assertTrue(controls.panel("bot").rows().get(0).startsWith("Inject kill into bot"));
        assertEquals(Deed.NOTHING, press(key));
        assertNull(controls.panel("bot"));
        assertEquals(Deed.NOTHING, press('y'));
    }

    @Test
    void theTimeIsChosenAndStays() {
        menu();
        press(DOWN, DOWN, '\r', '1');
        assertEquals(Duration.ofSeconds(10), controls.injection().lasts());
        press('3');
        assertTrue(controls.panel("bot").rows().get(0).endsWith("for 2 min?"));
        assertEquals(Deed.INJECT, press('y'));
        assertEquals(Duration.ofMinutes(2), controls.injection().lasts());
    }

    @Test
    void theMenuGoesAroundAndBack() {
        menu();
        press(UP, '\r');
        assertTrue(controls.panel("bot").rows().get(0).startsWith("Inject kill"));
        press('n');
        menu();
        press(DOWN, '\r');
        assertEquals(
                List.of("(wherever the agent finds it fit)", "balances", "place_order"),
                controls.panel("bot").rows());
        press(ESCAPE);
        assertEquals(1, controls.panel("bot").selected(), "where it was");
        press(ESCAPE);
        assertNull(controls.panel("bot"));
    }

    @Test
    void aMenuThatDoesNotComeIsNotWaitedFor() {
        press('c');
        controls.noFaults();
        assertNull(controls.panel("bot"));
        press('c');
        assertEquals(Deed.QUIT, press('q'));
        controls.faults(FAULTS);
    }

    @Test
    void whereTheAgentIsToChooseNoTargetIsSent() {
        assertTrue(new Injection("kill", "", Duration.ofSeconds(1))
                .arguments()
                .path("target")
                .isMissingNode());
        assertEquals(
                "tick",
                new Injection("x", "tick", Duration.ofSeconds(1))
                        .arguments()
                        .path("target")
                        .asText());
    }
}
