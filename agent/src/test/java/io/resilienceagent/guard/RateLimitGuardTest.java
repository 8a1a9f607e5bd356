package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.Argument;
import io.resilienceagent.policy.RateLimitRule;
import io.resilienceagent.policy.RateLimitRule.Over;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitGuardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final GuardKit kit = new GuardKit();
    private final RateLimiters limiters = new RateLimiters(kit.ticker(), 100);

    private static RateLimitRule rule(int calls, Over over, String weight) {
        return new RateLimitRule(
                calls,
                MINUTE,
                Optional.empty(),
                over,
                Duration.ofSeconds(5),
                Optional.ofNullable(weight).map(Argument::parse),
                Optional.empty());
    }

    private RateLimitGuard guard(int calls, int keySlot) {
        return new RateLimitGuard(kit.context(), rule(calls, Over.DENY, null), keySlot, -1, limiters);
    }

    private static int admitted(Guard guard, int tries, Object... arguments) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += guard.before(GuardKit.call(arguments)) instanceof Denial ? 0 : 1;
        }
        return admitted;
    }

    @Test
    void admitsABurstAndThenTheRate() {
        Guard guard = guard(30, -1);
        assertEquals(30, admitted(guard, 100));
        kit.pass(Duration.ofSeconds(2));
        assertEquals(1, admitted(guard, 100));
        kit.pass(Duration.ofSeconds(20));
        assertEquals(10, admitted(guard, 100));
        kit.pass(Duration.ofHours(3));
        assertEquals(30, admitted(guard, 100));
    }

    @Test
    void saysWhenTheNextIsFree() {
        Guard guard = guard(30, -1);
        admitted(guard, 30);
        Denial denial = (Denial) guard.before(GuardKit.call());
        assertEquals("RATE_LIMITED: 30 per 60s; the next is free in 2000ms", denial.message());
        assertFalse(denial.answered());
    }

    @Test
    void keysDoNotShare() {
        Guard guard = guard(3, 0);
        assertEquals(3, admitted(guard, 10, "alice"));
        assertEquals(3, admitted(guard, 10, "bob"));
        assertEquals(0, admitted(guard, 10, "alice"));
    }

    @Test
    void busyKeysBeyondTheBoundShareOneLimit() {
        Guard guard = guard(3, 0);
        for (int i = 0; i < 100; i++) {
            admitted(guard, 3, "user" + i);
        }
        assertEquals(3, admitted(guard, 10, "one more"));
        assertEquals(0, admitted(guard, 10, "and another"));
        kit.pass(MINUTE);
        assertEquals(3, admitted(guard, 10, "and another"));
        assertEquals(3, admitted(guard, 10, "one more"));
    }

    @Test
    void aBudgetIsSharedByGuardsThatHaveItsLimiters() {
        assertEquals(2, admitted(guard(3, -1), 2));
        assertEquals(1, admitted(guard(3, -1), 10));
    }

    private RateLimitGuard guard(String joinPoint, int calls, Duration within, int keySlot) {
        RateLimitRule rule = new RateLimitRule(
                calls, within, Optional.empty(), Over.DENY, Duration.ofSeconds(5), Optional.empty(), Optional.empty());
        GuardContext context = new GuardContext(joinPoint, kit.ticker(), null, kit.events(), true);
        return new RateLimitGuard(context, rule, keySlot, -1, limiters);
    }

    /** A reload makes 30 an hour 30 a minute: what was used counts as a minute's calls, and not as an hour's. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void aTimeThatIsShortenedLeavesNoDebtThatIsLonger(int keySlot) {
        assertEquals(30, admitted(guard("send", 30, Duration.ofHours(1), keySlot), 100, "alice"));
        Guard shorter = guard("send", 30, MINUTE, keySlot);
        assertEquals(0, admitted(shorter, 100, "alice"), "it is no amnesty");
        kit.pass(Duration.ofSeconds(2));
        assertEquals(1, admitted(shorter, 100, "alice"));
        kit.pass(MINUTE);
        assertEquals(30, admitted(shorter, 100, "alice"));
    }

    @Test
    void theSameRuleAgainAndALongerTimeForgiveNothing() {
        admitted(guard("send", 30, MINUTE, -1), 30);
        assertEquals(0, admitted(guard("send", 30, MINUTE, -1), 100));
        assertEquals(0, admitted(guard("send", 1, Duration.ofHours(1), -1), 100));
    }

    /** One of those who share a budget is hurried; the debt of the others stays theirs. */
    @Test
    void aBudgetOwesAsMuchAsTheLongestOfItsRules() {
        Guard slow = guard("query", 30, Duration.ofHours(1), -1);
        guard("send", 30, Duration.ofMinutes(2), -1);
        assertEquals(30, admitted(slow, 30));
        guard("send", 30, MINUTE, -1);
        kit.pass(Duration.ofMinutes(2));
        assertEquals(1, admitted(slow, 100));
    }

    @Test
    void boundWeightsCountAndAreGivenBack() {
        Guard guard = new RateLimitGuard(kit.context(), rule(10, Over.DENY, "weight"), -1, 0, limiters);
        Object permit = guard.before(GuardKit.call(7));
        assertEquals(0, admitted(guard, 1, "4"));
        assertEquals(1, admitted(guard, 1, 2.5));
        guard.release(GuardKit.call(7), permit, Denial.of("DUPLICATE_ORDER", ""));
        assertEquals(1, admitted(guard, 5, 7L));
        assertTrue(((Denial) guard.before(GuardKit.call(11))).reason().contains("never fits"));
        assertThrows(IllegalArgumentException.class, () -> guard.before(GuardKit.call("much")));
        assertThrows(IllegalArgumentException.class, () -> guard.before(GuardKit.call(-1)));
    }

    @Test
    void aConstantWeightCounts() {
        Guard guard = new RateLimitGuard(kit.context(), rule(10, Over.DENY, "5"), -1, -1, limiters);
        assertEquals(2, admitted(guard, 10));
    }

    @Test
    void aDeniedCallUsesNothingUpAndAReleasedOneGivesBack() {
        Guard guard = guard(3, -1);
        Invocation call = GuardKit.call();
        for (int i = 0; i < 1000; i++) {
            Object permit = guard.before(call);
            assertFalse(permit instanceof Denial);
            guard.release(call, permit, Denial.of("DUPLICATE_ORDER", ""));
        }
        assertEquals(3, admitted(guard, 1000));
        kit.pass(Duration.ofSeconds(20));
        assertEquals(1, admitted(guard, 1000));
    }

    @Test
    void aDroppedCallReturnsNothing() {
        Guard guard = new RateLimitGuard(kit.context(), rule(1, Over.DROP, null), -1, -1, limiters);
        admitted(guard, 1);
        Denial denial = (Denial) guard.before(GuardKit.call());
        assertTrue(denial.answered());
        assertNull(denial.answer());
    }

    @Test
    void waitsForItsTurnOnATickerThatMoves() {
        AtomicLong time = new AtomicLong();
        // Each look at this clock moves it, so that waiting ends without a real wait to speak of.
        Ticker ticker = () -> time.addAndGet(Duration.ofSeconds(1).toNanos());
        GuardContext context = new GuardContext("send", ticker, null, kit.events(), true);
        RateLimitRule rule = new RateLimitRule(
                1,
                Duration.ofMillis(1500),
                Optional.empty(),
                Over.WAIT,
                Duration.ofSeconds(5),
                Optional.empty(),
                Optional.empty());
        Guard guard = new RateLimitGuard(context, rule, -1, -1, new RateLimiters(ticker));
        assertFalse(guard.before(GuardKit.call()) instanceof Denial);
        assertFalse(guard.before(GuardKit.call()) instanceof Denial);
    }

    @Test
    void anInterruptEndsTheWaitGivesTheShareBackAndStaysSet() {
        Guard guard = new RateLimitGuard(kit.context(), rule(30, Over.WAIT, null), -1, -1, limiters);
        admitted(guard, 30);
        Thread.currentThread().interrupt();
        for (int i = 0; i < 10; i++) {
            Denial denial = (Denial) guard.before(GuardKit.call());
            assertTrue(denial.reason().contains("interrupted"), denial.reason());
        }
        assertTrue(Thread.interrupted());
        kit.pass(Duration.ofSeconds(2));
        assertEquals(1, admitted(guard(30, -1), 10));
    }

    @Test
    void deniesAtOnceWhatWouldWaitTooLong() {
        Guard guard = new RateLimitGuard(kit.context(), rule(6, Over.WAIT, null), -1, -1, limiters);
        admitted(guard, 6);
        assertTrue(guard.before(GuardKit.call()) instanceof Denial);
    }

    @Test
    void shadowModeNeverWaits() {
        Guard guard = new RateLimitGuard(kit.context(false), rule(30, Over.WAIT, null), -1, -1, limiters);
        assertEquals(32, admitted(guard, 100));
    }

    /** The formula's promise: over any stretch s, no more than calls + s / T, released calls not counted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverAdmitsMoreThanTheFormulaSays(long seed) {
        Random random = new Random(seed);
        int calls = 1 + random.nextInt(20);
        Guard guard = guard(calls, -1);
        long interval = MINUTE.toNanos() / calls;
        List<Long> made = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 3000; i++) {
            long step = random.nextInt(4) == 0 ? (long) (random.nextDouble() * 3 * interval) : 0;
            now += step;
            kit.pass(Duration.ofNanos(step));
            Invocation call = GuardKit.call();
            Object permit = guard.before(call);
            if (permit instanceof Denial) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                guard.release(call, permit, Denial.of("LIMIT_EXCEEDED", ""));
            } else {
                made.add(now);
            }
        }
        for (int first = 0; first < made.size(); first++) {
            for (int last = first; last < made.size(); last++) {
                long most = calls + (made.get(last) - made.get(first)) / interval;
                assertTrue(last - first + 1 <= most, "from " + first + " to " + last + ", calls " + calls);
            }
        }
    }

    @Test
    void racingThreadsGetTheBurstAndNoMore() throws InterruptedException {
        Guard guard = guard(1000, 0);
        AtomicInteger admitted = new AtomicInteger();
        GuardKit.together(4, thread -> {
            for (int i = 0; i < 5000; i++) {
                Invocation call = GuardKit.call("BTC");
                Object permit = guard.before(call);
                if (permit instanceof Denial) {
                    continue;
                }
                if (i % 3 == 0) {
                    guard.release(call, permit, Denial.of("LIMIT_EXCEEDED", ""));
                } else {
                    admitted.incrementAndGet();
                }
            }
        });
        assertEquals(1000, admitted.get());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2.1, 3", "' 4 ', 4", "0, 0", "1e30, 2147483647", "9223372036854775807, 2147483647"})
    void readsWeights(String text, long weight) {
        assertEquals(weight, CallWeight.of(text));
    }
}
