package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.Condition;
import io.resilienceagent.policy.Percent;
import io.resilienceagent.policy.RetryRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryGuardTest {
    private static final long NONE = -1;
    private static final double MIDDLE = 0.5;

    private final GuardKit kit = new GuardKit();
    private final RetryBudget budget = new RetryBudget();

    private static RetryRule rule(List<String> on, List<Condition> when, int jitter, int budget) {
        return new RetryRule(
                3,
                Duration.ofSeconds(1),
                new BigDecimal("2.0"),
                Duration.ofSeconds(3),
                new Percent(BigDecimal.valueOf(jitter)),
                on,
                when,
                Optional.empty(),
                new Percent(BigDecimal.valueOf(budget)));
    }

    private RetryGuard guard(int budgetPercent) {
        return guard(List.of(), List.of(), call -> false, -1, budgetPercent);
    }

    private RetryGuard guard(
            List<String> on, List<Condition> when, Predicate<Invocation> holds, int retryAfter, int budgetPercent) {
        return new RetryGuard(
                kit.context(), rule(on, when, 20, budgetPercent), holds, retryAfter, budget, () -> MIDDLE);
    }

    private static long asked(Guard guard, Invocation call, int attempts) {
        for (int i = call.attempts(); i < attempts; i++) {
            call.ranOnce();
        }
        guard.after(call, guard.before(call));
        return call.takeRepeat();
    }

    private static long asked(Guard guard, Throwable thrown) {
        return asked(guard, GuardKit.threw(GuardKit.call(), thrown), 1);
    }

    @Test
    void pausesGrowUpToTheLongestAndTheAttemptsEnd() {
        Guard guard = guard(20);
        Invocation call = GuardKit.threw(GuardKit.call(), new IOException("reset"));
        assertEquals(Duration.ofSeconds(1).toNanos(), asked(guard, call, 1));
        assertEquals(Duration.ofSeconds(2).toNanos(), asked(guard, call, 2));
        assertEquals(NONE, asked(guard, call, 3));
        assertEquals(
                List.of("RETRIES_EXHAUSTED join_point=place_order attempts=3 spent=attempts last=IOException"),
                kit.notices);
        assertEquals(Duration.ofSeconds(3).toNanos(), new Backoff(rule(List.of(), List.of(), 0, 0), () -> 0).after(9));
    }

    @Test
    void theLastEndingIsSeenAsItWas() {
        IOException reset = new IOException("reset");
        Invocation call = GuardKit.threw(GuardKit.call(), reset);
        asked(guard(20), call, 3);
        assertSame(reset, call.thrown());
    }

    @Test
    void jitterStaysInItsBounds() {
        Random random = new Random(7);
        Backoff backoff = new Backoff(rule(List.of(), List.of(), 20, 0), random::nextDouble);
        for (int i = 0; i < 1000; i++) {
            long nanos = backoff.after(1);
            assertTrue(nanos >= 800_000_000L && nanos <= 1_200_000_000L, () -> "" + nanos);
            assertTrue(backoff.after(50) <= Duration.ofSeconds(3).toNanos());
        }
    }

    static Stream<Arguments> endings() {
        String io = "java.io.IOException";
        return Stream.of(
                Arguments.of(List.of(), new IOException(), true),
                Arguments.of(List.of(), new OutOfMemoryError(), false),
                Arguments.of(List.of(), new CallDeniedException(Denial.of("DUPLICATE_ORDER", "")), false),
                Arguments.of(List.of(), new CallDeniedException(Denial.of("TIMED_OUT", "")), true),
                Arguments.of(List.of(), new InterruptedException(), false),
                Arguments.of(List.of(io), new SocketTimeoutException(), true),
                Arguments.of(List.of(io), new IllegalStateException(), false),
                Arguments.of(List.of("BANNED"), new CallDeniedException(Denial.of("BANNED", "")), true));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void repeatsOnlyWhatIsListed(List<String> on, Throwable thrown, boolean repeated) {
        Guard guard = guard(on, List.of(), call -> false, -1, 20);
        assertEquals(repeated, asked(guard, thrown) != NONE);
    }

    @Test
    void conditionsSelectReturnedValuesToo() {
        List<Condition> when = List.of(Condition.parse("return.code == 429"));
        Guard guard = guard(List.of(), when, call -> "busy".equals(call.result()), -1, 20);
        assertTrue(asked(guard, GuardKit.returned(GuardKit.call(), "busy"), 1) > 0);
        assertEquals(NONE, asked(guard, GuardKit.returned(GuardKit.call(), "fine"), 1));
        assertEquals(NONE, asked(guard, new IOException()));
    }

    @Test
    void aSuccessIsNotRepeated() {
        assertEquals(NONE, asked(guard(20), GuardKit.returned(GuardKit.call(), "fine"), 1));
    }

    static Stream<Arguments> wishes() {
        return Stream.of(
                Arguments.of("30", 30.0),
                Arguments.of(2.5, 2.5),
                Arguments.of(Duration.ofSeconds(7), 7.0),
                Arguments.of("0.1", 1.0),
                Arguments.of(-5, 1.0),
                Arguments.of("Wed, 21 Oct 2026 07:28:00 GMT", 1.0),
                Arguments.of(1e300, 86400.0),
                Arguments.of(null, 1.0));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void retryAfterWinsWhenItIsLonger(Object wish, double seconds) {
        Guard guard = guard(List.of(), List.of(), call -> false, 0, 20);
        Invocation call = GuardKit.threw(GuardKit.call(wish), new IOException());
        assertEquals((long) (seconds * 1e9), asked(guard, call, 1));
    }

    @Test
    void anExceptionWithoutRetryAfterIsRepeatedAllTheSame() {
        Guard guard = guard(List.of(), List.of(), call -> false, 5, 20);
        assertEquals(Duration.ofSeconds(1).toNanos(), asked(guard, new IOException()));
    }

    @Test
    void anOutageIsNotMultiplied() {
        Guard guard = guard(20);
        int repeats = 0;
        for (int i = 0; i < 1000; i++) {
            repeats += asked(guard, new IOException()) == NONE ? 0 : 1;
        }
        assertEquals(210, repeats, 2, "ten to begin with, and a fifth of the calls");
        assertTrue(kit.notices.get(0).contains("spent=budget"), kit.notices.get(0));
    }

    @Test
    void zeroPercentIsNever() {
        assertEquals(NONE, asked(guard(0), new IOException()));
    }

    @Test
    void anInterruptedThreadRepeatsNothing() {
        Thread.currentThread().interrupt();
        assertEquals(NONE, asked(guard(20), new IOException()));
        assertTrue(Thread.interrupted());
        assertEquals(10, budget.left());
    }

    @Test
    void shadowModeRepeatsNothing() {
        Guard guard = new RetryGuard(
                kit.context(false), rule(List.of(), List.of(), 20, 20), call -> false, -1, budget, () -> MIDDLE);
        assertEquals(NONE, asked(guard, new IOException()));
    }
}
