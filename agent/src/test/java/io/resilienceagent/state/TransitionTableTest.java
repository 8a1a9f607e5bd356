package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every state, every target, every trigger: what the rules do not name is refused, and changes nothing. */
class TransitionTableTest {
    /** Written out once more on purpose, from the rules and not from the table. */
    private static final Set<String> RULES = Set.of(
            "RUNNING DEGRADED ERRORS",
            "DEGRADED SAFE_MODE ERRORS",
            "RECOVERING SAFE_MODE ERRORS",
            "RUNNING SAFE_MODE STALL",
            "DEGRADED SAFE_MODE STALL",
            "RECOVERING SAFE_MODE STALL",
            "RUNNING SAFE_MODE MANUAL",
            "DEGRADED SAFE_MODE MANUAL",
            "RECOVERING SAFE_MODE MANUAL",
            "SAFE_MODE RECOVERING CYCLES",
            "RECOVERING RUNNING CYCLES",
            "DEGRADED RUNNING QUIET",
            "SAFE_MODE FATAL TTL",
            "RUNNING FATAL IRREPARABLE",
            "DEGRADED FATAL IRREPARABLE",
            "SAFE_MODE FATAL IRREPARABLE",
            "RECOVERING FATAL IRREPARABLE",
            "DEGRADED RUNNING RESTART",
            "FATAL RECOVERING RESTART",
            "FATAL SAFE_MODE RESTART",
            "RUNNING RECOVERING RESTART",
            "RUNNING SAFE_MODE RESTART");

    @Test
    void whatTheRulesDoNotAllowIsRefused() {
        Set<String> happened = new TreeSet<>();
        int tried = 0;
        for (SystemState from : SystemState.values()) {
            for (SystemState to : SystemState.values()) {
                for (Trigger by : Trigger.values()) {
                    StateKit kit = StateKit.in(from);
                    assertEquals(from, kit.state());
                    Standing before = kit.machine.standing();
                    tried++;
                    if (kit.machine.move(to, by, "because", "", "")) {
                        happened.add(from + " " + to + " " + by);
                        assertEquals(to, kit.state());
                    } else {
                        assertEquals(before, kit.machine.standing());
                    }
                    assertEquals(kit.state().deniesRisk(), kit.safeMode.refusal() != null);
                }
            }
        }
        assertEquals(5 * 5 * 8, tried);
        assertEquals(new TreeSet<>(RULES), happened);
    }

    @Test
    void fatalIsLeftByARestartAlone() {
        RULES.stream()
                .filter(rule -> rule.startsWith("FATAL "))
                .forEach(rule -> assertEquals("RESTART", rule.split(" ", -1)[2]));
    }
}
