package io.resilienceagent.breaker;

import static io.resilienceagent.breaker.BreakerKit.failing;
import static io.resilienceagent.breaker.BreakerKit.succeeding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.testing.RecordedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CircuitBreakersTest {
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final GuardKit kit = new GuardKit();
    private final CircuitBreakers breakers = new CircuitBreakers("place_order", kit.ticker(), kit.events(), 4);
    private final Guard guard = new CircuitBreakerGuard(kit.context(), BreakerKit.rule(), 0, breakers);

    private CircuitState state(String key) {
        return breakers.status(WITHIN).stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void keysHaveCircuitsOfTheirOwn() {
        assertEquals(3, failing(guard, 9, "BTC"));
        assertEquals(9, succeeding(guard, 9, "ETH"));
        Denial denial = (Denial) guard.before(GuardKit.call("BTC"));
        assertTrue(denial.reason().startsWith("circuit of place_order for BTC opened"), denial.reason());
    }

    @Test
    void transitionsAreCountedAndStatesShownWithoutALock() {
        failing(guard, 3, "BTC");
        failing(guard, 3, "ETH");
        breakers.force("ETH", Forced.RESET);
        assertEquals(2, breakers.transitions(CircuitState.OPEN));
        assertEquals(1, breakers.transitions(CircuitState.CLOSED));
        Map<String, CircuitState> seen = new TreeMap<>();
        breakers.states(seen::put);
        assertEquals(Map.of("BTC", CircuitState.OPEN, "ETH", CircuitState.CLOSED), seen);
    }

    @Test
    void eachTransitionIsToldOnceWithItsKeyAndReason() {
        RecordedEvents told = new RecordedEvents();
        CircuitBreakers telling = new CircuitBreakers("place_order", kit.ticker(), told, 4);
        Guard judged = new CircuitBreakerGuard(kit.context(), BreakerKit.rule(), 0, telling);
        failing(judged, 5, "BTC");
        kit.pass(Duration.ofMinutes(2));
        succeeding(judged, 2, "BTC");
        telling.force("BTC", Forced.OPEN);
        assertEquals(
                List.of("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN CLOSED", "CLOSED FORCED_OPEN"),
                told.circuits.stream()
                        .map(step -> step.from() + " " + step.to())
                        .toList());
        CircuitStep opened = told.circuits.get(0);
        assertEquals("place_order BTC", opened.joinPoint() + " " + opened.key());
        assertTrue(opened.reason().startsWith("3 failures within 60s"), opened.reason());
    }

    @Test
    void statusTellsKeyStateFailuresAndAge() {
        failing(guard, 3, "BTC");
        failing(guard, 2, "ETH");
        kit.pass(Duration.ofSeconds(10));
        assertEquals(
                new BreakerStatus(
                        "BTC",
                        CircuitState.OPEN,
                        0,
                        Optional.of(Duration.ofSeconds(10)),
                        "3 failures within 60s, last IOException: reset"),
                breakers.status(WITHIN).stream()
                        .filter(each -> each.key().equals("BTC"))
                        .findFirst()
                        .orElseThrow());
        assertEquals(
                2,
                breakers.status(WITHIN).stream()
                        .mapToInt(BreakerStatus::failures)
                        .sum());
        kit.pass(WITHIN);
        assertEquals(
                0,
                breakers.status(WITHIN).stream()
                        .mapToInt(BreakerStatus::failures)
                        .sum());
    }

    @Test
    void anOpenCircuitIsNeverForgotten() {
        failing(guard, 3, "BTC");
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, succeeding(guard, 1, "coin" + i));
        }
        assertEquals(4, breakers.status(WITHIN).size());
        assertEquals(0, succeeding(guard, 1, "BTC"));
    }

    @Test
    void oneWithFailuresToCountGoesOnlyIfThereIsNoOther() {
        failing(guard, 2, "BTC");
        for (int i = 0; i < 1000; i++) {
            succeeding(guard, 1, "coin" + i);
        }
        assertEquals(1, failing(guard, 9, "BTC"));
    }

    @Test
    void whenAllAreOpenFurtherKeysShareOne() {
        for (String key : List.of("a", "b", "c", "d")) {
            failing(guard, 3, key);
        }
        assertEquals(1, failing(guard, 1, "e"));
        assertEquals(1, failing(guard, 1, "f"));
        assertEquals(1, failing(guard, 9, "g"));
        assertEquals(0, failing(guard, 1, "h"), "guarded together, never unguarded");
        assertEquals(CircuitState.OPEN, state("(overflow)"));
    }

    @Test
    void forcingReachesKeysYetToComeAndSingleKeys() {
        succeeding(guard, 1, "BTC");
        breakers.force(Forced.OPEN);
        assertEquals(0, succeeding(guard, 1, "BTC") + succeeding(guard, 1, "new"));
        breakers.force(Forced.RESET);
        breakers.force("ETH", Forced.OPEN);
        assertEquals(0, succeeding(guard, 1, "ETH"));
        assertEquals(1, succeeding(guard, 1, "BTC"));
    }

    @Test
    void aCallWhoseCircuitWasForgottenMeanwhileHarmsNothing() {
        Invocation late = GuardKit.call("BTC");
        Object permit = guard.before(late);
        for (int i = 0; i < 100; i++) {
            succeeding(guard, 1, "coin" + i);
        }
        BreakerKit.fail(guard, late, permit);
        assertEquals(3, failing(guard, 9, "BTC"));
    }
}
