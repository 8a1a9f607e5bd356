package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.breaker.CircuitBreakerGuard;
import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.RetryBudget;
import io.resilienceagent.guard.RetryGuard;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.TimeoutGuard;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.Percent;
import io.resilienceagent.policy.RetryRule;
import io.resilienceagent.policy.TimeoutRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that the innermost guard ends before it is made: for the host and for all guards further out it was made. */
@Timeout(60)
class PretenceTest extends DispatchFixture {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();
    private int runsInTick;

    /** Pretends at the first calls, so many, and lets the others pass. */
    private Guard pretending(int calls, Consumer<Invocation> how) {
        return new Recording("chaos", told) {
            @Override
            public Object before(Invocation call) {
                if (asked.getAndIncrement() < calls) {
                    how.accept(call);
                }
                return this;
            }

            @Override
            public boolean mayPretend() {
                return true;
            }
        };
    }

    private Guard answering(Object value) {
        return pretending(Integer.MAX_VALUE, call -> call.pretend(value, null));
    }

    private Guard throwing(Throwable thrown) {
        return pretending(Integer.MAX_VALUE, call -> call.pretend(null, thrown));
    }

    private GuardContext context(String name) {
        return new GuardContext(name, Ticker.system(), WeavingRig.TIMER, rig.events, true);
    }

    private Guard retry(String name, int attempts) {
        RetryRule rule = new RetryRule(
                attempts,
                Duration.ofMillis(1),
                BigDecimal.ONE,
                Duration.ofMillis(1),
                new Percent(BigDecimal.ZERO),
                List.of("java.io.IOException"),
                List.of(),
                Optional.empty(),
                new Percent(BigDecimal.valueOf(100)));
        return new RetryGuard(context(name), rule, call -> true, -1, new RetryBudget());
    }

    private Guard breaker(String name) {
        CircuitBreakerRule rule = new CircuitBreakerRule(
                3,
                LONG,
                LONG,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10,
                LONG,
                List.of());
        return new CircuitBreakerGuard(context(name), rule, -1, new CircuitBreakers(name, Ticker.system(), rig.events));
    }

    @Test
    void aPretendedValueIsTheHostsAndItsMethodDoesNotRun() {
        rig.joinPoint("buy", HOST + "buy", guard("outer"), answering(9)).inForce();
        assertEquals(9, host.buy(7));
        assertEquals(0, host.bought.get());
        assertEquals(List.of("outer before", "chaos after 9", "outer after 9"), told);
        assertEquals(1, rig.tally.calls());
        assertEquals(Map.of(), rig.tally.deniedByCode());
    }

    @Test
    void aPretendedExceptionIsTheVeryOneThatTheHostGets() {
        IOException lost = new IOException("lost");
        rig.joinPoint("fail", HOST + "fail", guard("outer"), throwing(lost)).inForce();
        assertSame(lost, assertThrows(IOException.class, host::fail));
        assertEquals(0, host.failed.get());
        assertEquals("outer after " + lost, told.get(told.size() - 1));
    }

    @Test
    void aGuardAloneMayPretend() {
        rig.joinPoint("text", HOST + "text", answering("other")).inForce();
        assertEquals("other", host.text());
    }

    @Test
    void everyShapeOfMethodCanBePretended() {
        rig.joinPoint("wide", HOST + "wide", answering(2.5))
                .joinPoint("flag", HOST + "flag", answering(false))
                .joinPoint("order", HOST + "order", answering(5L))
                .joinPoint("ofClass", HOST + "ofClass", answering("other"))
                .joinPoint("spread", HOST + "spread", answering(null))
                .joinPoint("nothing", HOST + "nothing", answering(null))
                .inForce();
        assertEquals(2.5, host.wide(1L, 2.0, (byte) 3, 'c'));
        assertFalse(host.flag());
        assertEquals(5, host.order(1));
        assertEquals("other", DispatchHost.ofClass());
        assertNull(host.spread("a"));
        host.nothing();
        assertEquals(0, host.bought.get());
    }

    @Test
    void aValueThatTheMethodCannotReturnBecomesItsZero() {
        rig.joinPoint("buy", HOST + "buy", answering("text")).inForce();
        assertEquals(0, host.buy(7));
        rig.cleared().joinPoint("buy", HOST + "buy", answering(null)).inForce();
        assertEquals(0, host.buy(7));
    }

    @Test
    void whatTheOuterGuardMakesOfItIsWhatTheHostGets() throws IOException {
        Guard rescuing = ending(call -> {
            assertTrue(call.failed());
            assertTrue(call.hostFailed());
            call.answer("instead");
        });
        rig.joinPoint("fail", HOST + "fail", rescuing, throwing(new IOException("lost")))
                .inForce();
        assertEquals("instead", host.fail());
    }

    @Test
    void anAlteredEndingIsTheHostsOwnToAllGuards() {
        IOException cut = new IOException("cut");
        Guard altering = new Recording("chaos", told) {
            @Override
            public void after(Invocation call, Object permit) {
                call.alter(null, cut);
            }
        };
        Guard judging = ending(call -> assertSame(cut, call.hostThrew()));
        rig.joinPoint("buy", HOST + "buy", judging, altering).inForce();
        assertSame(cut, assertThrows(IOException.class, () -> host.buy(7)));
        assertEquals(1, host.bought.get());
    }

    @Test
    void aFutureIsPretendedByItsValueOrItsFailure() {
        rig.joinPoint("later", HOST + "later", guard("outer"), answering("soon"))
                .joinPoint("flaky", HOST + "flaky", throwing(new IOException("lost")))
                .inForce();
        assertEquals("soon", host.later(new CompletableFuture<>()).join());
        assertEquals(List.of("outer before", "chaos after soon", "outer after soon"), told);
        CompletionException failed =
                assertThrows(CompletionException.class, () -> host.flaky().join());
        assertEquals("lost", failed.getCause().getMessage());
        assertEquals(0, host.attempts.get());
    }

    @Test
    void aFutureThatIsPretendedAsOneIsFollowed() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        rig.joinPoint("later", HOST + "later", guard("outer"), answering(promise))
                .inForce();
        CompletableFuture<String> answer = host.later(new CompletableFuture<>());
        assertFalse(answer.isDone());
        assertEquals(List.of("outer before"), told);
        promise.complete("late");
        assertEquals("late", answer.join());
        assertEquals("outer after late", told.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRepeatIsMadeWhenItIsNotPretendedToo(int pretended) {
        rig.joinPoint("buy", HOST + "buy", guard("outer"), retry("buy", 3), pretending(pretended, call -> {
                    call.pretend(null, new IOException("lost"));
                }))
                .inForce();
        assertEquals(7, host.buy(7));
        assertEquals(1, host.bought.get());
        assertEquals(pretended + 1, asked.get());
        assertEquals(1, told.stream().filter("outer after 7"::equals).count());
    }

    @Test
    void repeatsThatAreAllPretendedEndAsTheLast() {
        rig.joinPoint("buy", HOST + "buy", guard("outer"), retry("buy", 3), throwing(new IOException("lost")))
                .inForce();
        Exception ended = assertThrows(Exception.class, () -> host.buy(7));
        assertEquals(3, asked.get());
        assertEquals(0, host.bought.get());
        assertEquals("outer after " + ended, told.get(told.size() - 1));
        assertEquals(
                1, told.stream().filter(line -> line.startsWith("outer after")).count());
    }

    @Test
    void aCallThatFailedIsRepeatedByAPretendedOne() throws IOException {
        Guard second = new Recording("chaos", told) {
            @Override
            public Object before(Invocation call) {
                if (asked.getAndIncrement() == 1) {
                    call.pretend("pretended", null);
                }
                return this;
            }

            @Override
            public boolean mayPretend() {
                return true;
            }
        };
        rig.joinPoint("fail", HOST + "fail", retry("fail", 3), second).inForce();
        assertEquals("pretended", host.fail());
        assertEquals(1, host.failed.get());
        assertEquals(2, asked.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aFutureIsRepeatedPretendedOrMade(int pretended) {
        host.attempts.set(2);
        rig.joinPoint("flaky", HOST + "flaky", retry("flaky", 3), pretending(pretended, call -> {
                    call.pretend(null, new IOException("lost"));
                }))
                .inForce();
        if (pretended < 3) {
            assertEquals("third time", host.flaky().join());
            assertEquals(3, host.attempts.get());
        } else {
            assertThrows(CompletionException.class, () -> host.flaky().join());
            assertEquals(2, host.attempts.get());
        }
        assertEquals(Math.min(3, pretended + 1), asked.get());
    }

    @Test
    void pretendedFailuresOpenTheCircuit() {
        rig.joinPoint("buy", HOST + "buy", breaker("buy"), throwing(new IOException("lost")))
                .inForce();
        for (int i = 0; i < 3; i++) {
            assertThrows(IOException.class, () -> host.buy(7));
        }
        assertEquals(
                "CIRCUIT_OPEN",
                assertThrows(CallDeniedException.class, () -> host.buy(7)).code());
        assertEquals(3, asked.get());
    }

    @Test
    void aTimeoutOutsideLeavesNoInterruptBehind() {
        rig.joinPoint("buy", HOST + "buy", new TimeoutGuard(context("buy"), new TimeoutRule(LONG)), answering(9))
                .inForce();
        assertEquals(9, host.buy(7));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void nestedOrdersStayInOrderAfterAPretendedOne() {
        rig.joinPoint("outer", JoinPointKind.ORDER, HOST + "order", Optional.empty(), guard("o"), answering(5L))
                .joinPoint("inner", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), guard("i"))
                .inForce();
        assertEquals(5, host.order(1));
        assertEquals(6, host.buy(6));
        assertTrue(told.contains("i before"), told::toString);
        told.clear();
        rig.cleared()
                .joinPoint("outer", JoinPointKind.ORDER, HOST + "order", Optional.empty(), guard("o"))
                .joinPoint("inner", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), guard("i"), answering(4))
                .inForce();
        assertEquals(8, host.order(8));
        assertEquals(2, host.bought.get());
        assertEquals(List.of("o before", "o after 8"), told);
        told.clear();
        assertEquals(4, host.buy(1));
        assertEquals(List.of("i before", "chaos after 4", "i after 4"), told);
    }

    @Test
    void aReloadWhileTheCallIsPretendedLeavesThroughItsOwnChain() {
        Guard reloading = pretending(1, call -> {
            rig.cleared().joinPoint("buy", HOST + "buy", guard("new")).inForce();
            call.pretend(9, null);
        });
        rig.joinPoint("buy", HOST + "buy", guard("old"), reloading).inForce();
        assertEquals(9, host.buy(7));
        assertEquals(7, host.buy(7));
        assertEquals(List.of("old before", "chaos after 9", "old after 9", "new before", "new after 7"), told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPretendedTickIsATickThatHasEnded(boolean throwing) {
        Loop loop = new Loop();
        IllegalStateException broken = new IllegalStateException("broken");
        Guard chaos = throwing ? throwing(broken) : answering(3);
        rig.joinPoint("loop", JoinPointKind.LOOP, Loop.class.getName() + "#tick", Optional.empty(), chaos)
                .inForce();
        for (int i = 0; i < 3; i++) {
            if (throwing) {
                assertSame(broken, assertThrows(IllegalStateException.class, loop::tick));
            } else {
                assertEquals(3, loop.tick());
            }
        }
        TickSlot slot = Arrays.stream(rig.tally.ticks().slots())
                .filter(each -> each != null && each.get() == Thread.currentThread())
                .findFirst()
                .orElseThrow();
        assertEquals(6, slot.beats());
        assertSame(throwing ? broken : null, slot.thrown());
        assertEquals(0, runsInTick);
    }

    /** What is woven as a loop. */
    private final class Loop {
        int tick() {
            return ++runsInTick;
        }
    }

    @Test
    void aGuardThatFailsAfterItPretendedDoesNotStopTheCall() {
        Guard failing = pretending(1, call -> {
            call.pretend(9, null);
            throw new IllegalStateException("after it");
        });
        rig.joinPoint("buy", HOST + "buy", failing).inForce();
        assertEquals(9, host.buy(7));
        assertEquals(7, host.buy(7));
        assertEquals(1, rig.events.failures.size());
        rig.events.failures.clear();
    }
}
