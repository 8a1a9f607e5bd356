package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.Condition;
import io.resilienceagent.policy.FallbackRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FallbackGuardTest {
    private static final List<String> ON = List.of("java.io.IOException", "CIRCUIT_OPEN");

    private final GuardKit kit = new GuardKit();
    private final LastGood store = new LastGood();
    private final Fallback lastGood = Fallback.lastGood(store, Duration.ofMinutes(1));
    private final Denial open = Denial.of("CIRCUIT_OPEN", "opened");

    private Guard guard(Fallback fallback) {
        return guard(fallback, List.of(), call -> false, true);
    }

    private Guard guard(Fallback fallback, List<Condition> when, Predicate<Invocation> holds, boolean enforcing) {
        FallbackRule rule = new FallbackRule(ON, when, Optional.empty(), Duration.ofMinutes(1), Optional.empty());
        return new FallbackGuard(kit.context(enforcing), rule, holds, fallback);
    }

    private static Invocation ended(Guard guard, Invocation call) {
        guard.after(call, guard.before(call));
        return call;
    }

    private static Invocation good(Guard guard, Object result, Object... question) {
        return ended(guard, GuardKit.returned(GuardKit.call(question), result));
    }

    private static Invocation bad(Guard guard, Object... question) {
        return ended(guard, GuardKit.threw(GuardKit.call(question), new IOException("reset")));
    }

    @Test
    void answersAValueForListedExceptionsOnly() {
        Guard guard = guard(Fallback.value(0));
        assertEquals(0, bad(guard).result());
        assertFalse(bad(guard).failed());
        IllegalStateException other = new IllegalStateException();
        assertSame(other, ended(guard, GuardKit.threw(GuardKit.call(), other)).thrown());
    }

    @Test
    void aConditionMustHoldAsWell() {
        List<Condition> when = List.of(Condition.parse("symbol == BTC"));
        Guard guard = guard(Fallback.value(0), when, call -> call.value(0).equals("BTC"), true);
        assertFalse(bad(guard, "BTC").failed());
        assertTrue(bad(guard, "ETH").failed());
        assertFalse(guard.release(GuardKit.call("ETH"), null, open).answered());
    }

    @Test
    void answersTheLastGoodValueWhileItIsYoung() {
        Guard guard = guard(lastGood);
        assertTrue(bad(guard).failed());
        good(guard, "balances");
        kit.pass(Duration.ofMinutes(1));
        assertEquals("balances", bad(guard).result());
        kit.pass(Duration.ofNanos(1));
        assertTrue(bad(guard).failed());
    }

    @Test
    void theAnswerToOneQuestionIsNoAnswerToAnother() {
        Guard guard = guard(lastGood);
        good(guard, 60_000, "BTC", new long[] {1});
        assertTrue(bad(guard, "ETH", new long[] {1}).failed());
        assertTrue(bad(guard, "BTC", new long[] {2}).failed());
        assertEquals(60_000, bad(guard, "BTC", new long[] {1}).result());
        Invocation elsewhere = Invocation.of(null, new Object(), "BTC", new long[] {1});
        assertTrue(ended(guard, GuardKit.threw(elsewhere, new IOException())).failed());
    }

    @Test
    void answersForARefusalFurtherIn() {
        Guard guard = guard(lastGood);
        assertSame(open, guard.release(GuardKit.call(), null, open));
        good(guard, "balances");
        kit.pass(Duration.ofSeconds(2));
        Denial answered = guard.release(GuardKit.call(), null, open);
        assertEquals("balances", answered.answer());
        assertEquals("CIRCUIT_OPEN: opened; the value of 2000ms ago instead", answered.message());
        Denial other = Denial.of("LIMIT_EXCEEDED", "");
        assertSame(other, guard.release(GuardKit.call(), null, other));
    }

    @Test
    void throwsAnotherExceptionWithItsCause() {
        Guard guard = guard(Fallback.throwing((call, message) -> new IllegalStateException(message)));
        Throwable thrown = bad(guard).thrown();
        assertEquals("IOException: reset", thrown.getMessage());
        assertEquals("reset", thrown.getCause().getMessage());
    }

    @Test
    void keepsABoundedNumberOfAnswersAndForgetsOnDemand() {
        Guard guard = guard(lastGood);
        for (int i = 0; i < 1000; i++) {
            good(guard, i, i);
        }
        assertTrue(bad(guard, 1).failed());
        assertEquals(999, bad(guard, 999).result());
        store.clear();
        assertTrue(bad(guard, 999).failed());
    }

    @Test
    void shadowModeChangesNothing() {
        Guard guard = guard(Fallback.value(0), List.of(), call -> false, false);
        assertTrue(bad(guard).failed());
        assertSame(open, guard.release(GuardKit.call(), null, open));
    }
}
