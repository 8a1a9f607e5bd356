package io.resilienceagent.breaker;

import static io.resilienceagent.breaker.BreakerKit.ending;
import static io.resilienceagent.breaker.BreakerKit.fail;
import static io.resilienceagent.breaker.BreakerKit.failing;
import static io.resilienceagent.breaker.BreakerKit.succeed;
import static io.resilienceagent.breaker.BreakerKit.succeeding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.CircuitBreakerRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerGuardTest {
    private static final Duration OPEN_FOR = Duration.ofMinutes(2);

    private final GuardKit kit = new GuardKit();
    private final CircuitBreakers breakers = new CircuitBreakers("place_order", kit.ticker(), kit.events());
    private final Guard guard = guard(BreakerKit.rule());

    private CircuitBreakerGuard guard(CircuitBreakerRule rule) {
        return new CircuitBreakerGuard(kit.context(), rule, -1, breakers);
    }

    private CircuitState state() {
        return breakers.status(Duration.ofMinutes(1)).get(0).state();
    }

    private Denial denied() {
        return (Denial) guard.before(GuardKit.call());
    }

    private void open() {
        failing(guard, 3);
        assertEquals(CircuitState.OPEN, state());
    }

    @Test
    void opensAfterThatManyFailuresAndSaysWhy() {
        assertEquals(3, failing(guard, 10));
        kit.pass(Duration.ofSeconds(12));
        assertEquals(
                "CIRCUIT_OPEN: circuit of place_order opened 12s ago: 3 failures within 60s, last IOException: reset;"
                        + " next test in 108s",
                denied().message());
        assertEquals(
                List.of("CIRCUIT_TRANSITION join_point=place_order key=- from=CLOSED to=OPEN"
                        + " reason=\"3 failures within 60s, last IOException: reset\""),
                kit.notices);
    }

    @Test
    void failuresThatAreSpreadOutDoNotOpen() {
        for (int i = 0; i < 100; i++) {
            failing(guard, 1);
            kit.pass(Duration.ofMillis(30_001));
        }
        assertEquals(CircuitState.CLOSED, state());
    }

    @Test
    void successesBetweenDoNotWashFailuresAway() {
        for (int i = 0; i < 3; i++) {
            succeeding(guard, 5);
            failing(guard, 1);
        }
        assertEquals(CircuitState.OPEN, state());
    }

    @Test
    void aTestThatSucceedsCloses() {
        open();
        kit.pass(OPEN_FOR.minusNanos(1));
        assertEquals(0, succeeding(guard, 1));
        kit.pass(Duration.ofNanos(1));
        assertEquals(5, succeeding(guard, 5));
        assertEquals(CircuitState.CLOSED, state());
        assertEquals(3, kit.notices.size());
        assertEquals(3, failing(guard, 10), "nothing is remembered");
    }

    @Test
    void aTestThatFailsOpensForTheWholeTimeAgain() {
        open();
        kit.pass(OPEN_FOR);
        assertEquals(1, failing(guard, 5));
        kit.pass(OPEN_FOR.minusNanos(1));
        assertEquals(0, failing(guard, 5));
        kit.pass(Duration.ofNanos(1));
        assertEquals(1, failing(guard, 5));
    }

    @Test
    void onlyOneCallTests() {
        open();
        kit.pass(OPEN_FOR);
        Invocation test = GuardKit.call();
        Object permit = guard.before(test);
        assertTrue(denied().reason().contains("a call tests it"));
        succeed(guard, test, permit);
        assertFalse(guard.before(GuardKit.call()) instanceof Denial);
    }

    @Test
    void aTestThatNeverReturnsFreesItsSlotAndItsLateOutcomeDoesNotVote() {
        open();
        kit.pass(OPEN_FOR);
        Invocation stuck = GuardKit.call();
        Object lost = guard.before(stuck);
        kit.pass(Duration.ofMinutes(1));
        Invocation second = GuardKit.call();
        Object permit = guard.before(second);
        assertFalse(permit instanceof Denial);
        succeed(guard, stuck, lost);
        assertEquals(CircuitState.HALF_OPEN, state());
        guard.release(stuck, lost, BreakerKit.INNER);
        assertTrue(guard.before(GuardKit.call()) instanceof Denial, "a lost slot cannot be given back");
        fail(guard, second, permit);
        assertEquals(CircuitState.OPEN, state());
        assertTrue(kit.notices.contains("CIRCUIT_TEST_LOST join_point=place_order key=- since=60s"));
    }

    @Test
    void aCallOfAnOlderEpochDoesNotVote() {
        Invocation early = GuardKit.call();
        Object old = guard.before(early);
        open();
        fail(guard, early, old);
        kit.pass(OPEN_FOR);
        Invocation test = GuardKit.call();
        Object permit = guard.before(test);
        fail(guard, early, old);
        assertEquals(CircuitState.HALF_OPEN, state());
        succeed(guard, early, old);
        assertEquals(CircuitState.HALF_OPEN, state());
        succeed(guard, test, permit);
        fail(guard, early, old);
        fail(guard, early, old);
        fail(guard, early, old);
        assertEquals(CircuitState.CLOSED, state());
        assertEquals(2, failing(guard, 2));
        assertEquals(CircuitState.CLOSED, state());
    }

    @Test
    void aDeniedCallNeitherTripsNorHeals() {
        failing(guard, 2);
        for (int i = 0; i < 10; i++) {
            Invocation duplicate = GuardKit.call();
            guard.release(duplicate, guard.before(duplicate), BreakerKit.INNER);
        }
        assertEquals(CircuitState.CLOSED, state());
        failing(guard, 1);
        kit.pass(OPEN_FOR);
        for (int i = 0; i < 10; i++) {
            Invocation duplicate = GuardKit.call();
            Object permit = guard.before(duplicate);
            assertFalse(permit instanceof Denial, "the slot was given back");
            assertSame(BreakerKit.INNER, guard.release(duplicate, permit, BreakerKit.INNER));
            assertEquals(CircuitState.HALF_OPEN, state());
        }
    }

    @Test
    void ignoredExceptionsAndRefusalsSayNothingButATimeoutDoes() {
        ending(guard, new NumberFormatException("a subclass"), 10);
        ending(guard, new CallDeniedException(BreakerKit.INNER), 10);
        assertEquals(CircuitState.CLOSED, state());
        open();
        kit.pass(OPEN_FOR);
        assertEquals(5, ending(guard, new IllegalArgumentException(), 5));
        assertEquals(CircuitState.HALF_OPEN, state());
        ending(guard, new CallDeniedException(Denial.of("TIMED_OUT", "")), 1);
        assertEquals(CircuitState.OPEN, state());
    }

    @Test
    void aReturnedFailureCounts() {
        for (int i = 0; i < 3; i++) {
            Invocation call = GuardKit.call();
            Object permit = guard.before(call);
            call.end("isOk=false", null, true);
            guard.after(call, permit);
        }
        assertTrue(denied().reason().contains("last a returned failure"));
    }

    @Test
    void theOperatorHasTheLastWord() {
        breakers.force(Forced.OPEN);
        kit.pass(Duration.ofDays(1));
        assertTrue(denied().reason().contains("held open by the operator"));
        assertTrue(guard(BreakerKit.counting(5)).before(GuardKit.call()) instanceof Denial, "a reload keeps it");
        breakers.force(Forced.CLOSED);
        assertEquals(100, failing(guard, 100));
        breakers.force(Forced.RESET);
        assertEquals(3, failing(guard, 100));
        breakers.force("-", Forced.RESET);
        assertEquals(3, failing(guard, 100));
    }

    @Test
    void aReloadKeepsTheStateAndBringsItsNumbers() {
        failing(guard, 2);
        assertEquals(1, failing(guard(BreakerKit.counting(3)), 9));
        breakers.force(Forced.RESET);
        failing(guard, 2);
        Guard strict = guard(BreakerKit.counting(1));
        assertEquals(1, failing(strict, 9));
        breakers.force(Forced.RESET);
        failing(guard, 2);
        assertEquals(3, failing(guard(BreakerKit.counting(5)), 9));
    }

    @Test
    void shadowModeMovesThroughTheSameStates() {
        Guard shadow = new CircuitBreakerGuard(kit.context(false), BreakerKit.rule(), -1, breakers);
        failing(shadow, 3);
        for (int i = 0; i < 10; i++) {
            assertTrue(shadow.before(GuardKit.call()) instanceof Denial);
        }
        kit.pass(OPEN_FOR);
        assertEquals(5, succeeding(shadow, 5));
        assertEquals(CircuitState.CLOSED, state());
    }

    @Test
    void aRateOpensOnceThereAreEnoughCalls() {
        Guard rated = guard(BreakerKit.rate(50));
        succeeding(rated, 5);
        assertEquals(5, failing(rated, 20));
        assertTrue(denied().reason().contains("50% of 10 calls failed within 60s"), denied().reason());
    }

    @Test
    void aRateForgetsWhatIsOlderThanTheWindow() {
        Guard rated = guard(BreakerKit.rate(50));
        failing(rated, 9);
        // Three windows: the ticker wraps around in one of them.
        for (int i = 0; i < 3; i++) {
            kit.pass(Duration.ofSeconds(61));
            assertEquals(9, failing(rated, 9));
            assertEquals(CircuitState.CLOSED, state());
        }
        assertEquals(1, failing(rated, 9));
    }

    @Test
    void aRateOfZeroIsNever() {
        assertEquals(100, failing(guard(BreakerKit.rate(0)), 100));
    }

    private void slowCalls(Guard timed, int calls) {
        for (int i = 0; i < calls; i++) {
            Invocation call = GuardKit.call();
            Object permit = timed.before(call);
            if (!(permit instanceof Denial)) {
                kit.pass(Duration.ofSeconds(1));
                succeed(timed, call, permit);
            }
        }
    }

    @Test
    void slowCallsOpenByTheirRate() {
        Guard timed = guard(BreakerKit.slow(Duration.ofSeconds(1), 30));
        succeeding(timed, 7);
        slowCalls(timed, 2);
        assertEquals(CircuitState.CLOSED, state());
        slowCalls(timed, 1);
        assertEquals(CircuitState.OPEN, state());
        kit.pass(OPEN_FOR);
        slowCalls(timed, 1);
        assertEquals(CircuitState.OPEN, state(), "a slow test has failed");
        kit.pass(OPEN_FOR);
        succeeding(timed, 1);
        assertEquals(CircuitState.CLOSED, state());
    }

    @Test
    void slowCallsWithoutARateOfTheirOwnAreFailures() {
        Guard timed = guard(BreakerKit.slowIsFailure(Duration.ofSeconds(1)));
        slowCalls(timed, 3);
        assertEquals(CircuitState.OPEN, state());
        kit.pass(OPEN_FOR);
        Invocation duplicate = GuardKit.call();
        timed.release(duplicate, timed.before(duplicate), BreakerKit.INNER);
        assertEquals(1, succeeding(timed, 1));
    }

    @Test
    void aMessageOfTheHostStaysOnOneShortLine() {
        ending(guard, new IOException("a\n\"b\"\n" + "x".repeat(5000)), 3);
        String notice = kit.notices.get(0);
        assertFalse(notice.contains("\n"));
        assertTrue(notice.length() < 400);
        assertEquals(2, notice.chars().filter(c -> c == '"').count());
    }
}
