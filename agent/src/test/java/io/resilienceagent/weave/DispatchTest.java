package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.TimeoutGuard;
import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.Deny;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.TimeoutRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What woven methods do: the guards' order, every kind of ending, reloads in the middle of a call. */
@Timeout(60)
class DispatchTest extends DispatchFixture {
    @Test
    void guardsStandAroundTheCallOutermostFirst() {
        rig.joinPoint("buy", HOST + "buy", guard("a"), guard("b")).inForce();
        assertEquals(7, host.buy(7));
        assertEquals(List.of("a before", "b before", "b after 7", "a after 7"), told);
        assertEquals(1, rig.tally.calls());
    }

    @Test
    void aDenialSkipsTheBodyAndGivesBackWhatOuterGuardsTook() {
        rig.joinPoint("buy", HOST + "buy", guard("a"), denying("NO"), guard("c"))
                .inForce();
        CallDeniedException denied = assertThrows(CallDeniedException.class, () -> host.buy(7));
        assertEquals("NO", denied.code());
        assertEquals(List.of("a before", "a release NO"), told);
        assertEquals(0, host.bought.get());
        assertEquals(List.of("NO"), rig.events.denials);
    }

    @Test
    void aDeniedHostSeesItsOwnException() {
        Deny deny = new Deny(Optional.of(Refused.class.getName()), Optional.empty());
        rig.joinPoint("buy", JoinPointKind.ANY, HOST + "buy", Optional.of(deny), denying("NO"))
                .inForce();
        assertEquals(
                "NO: because", assertThrows(Refused.class, () -> host.buy(7)).getMessage());
    }

    @Test
    void aCheckedExceptionThatTheMethodDoesNotDeclareIsNotThrown() {
        Deny deny = new Deny(Optional.of(IOException.class.getName()), Optional.empty());
        rig.joinPoint("buy", JoinPointKind.ANY, HOST + "buy", Optional.of(deny), denying("NO"))
                .inForce();
        assertThrows(CallDeniedException.class, () -> host.buy(7));
        assertTrue(rig.events.failures.remove(0).startsWith("DENY_UNUSABLE"));
    }

    @Test
    void aDeniedHostSeesAValue() {
        Deny deny = new Deny(Optional.empty(), Optional.of(Answer.parse("-1")));
        rig.joinPoint("buy", JoinPointKind.ANY, HOST + "buy", Optional.of(deny), denying("NO"))
                .inForce();
        assertEquals(-1, host.buy(7));
    }

    @Test
    void aValueOfAnotherTypeNeverReachesTheHost() {
        Deny deny = new Deny(Optional.empty(), Optional.of(Answer.parse("'text'")));
        rig.joinPoint("buy", JoinPointKind.ANY, HOST + "buy", Optional.of(deny), denying("NO"))
                .inForce();
        assertEquals(0, host.buy(7));
    }

    @Test
    void everyShapeOfMethodCanBeDenied() throws Exception {
        Deny none = new Deny(Optional.empty(), Optional.of(Answer.parse("null")));
        for (String method : List.of("nothing", "text", "flag", "wide", "spread", "ofClass")) {
            rig.joinPoint(method, JoinPointKind.ANY, HOST + method, Optional.of(none), denying("NO"));
        }
        rig.inForce();
        host.nothing();
        assertNull(host.text());
        assertEquals(false, host.flag());
        assertEquals(0.0, host.wide(1L, 2.0, (byte) 3, 'c'));
        assertNull(host.spread("a", "b"));
        assertNull(DispatchHost.ofClass());
        assertEquals(0, host.bought.get());
    }

    @Test
    void whatTheHostThrowsIsSeenByTheGuardsAndByTheHost() {
        rig.joinPoint("fail", HOST + "fail", guard("a")).inForce();
        assertEquals("host's own", assertThrows(IOException.class, host::fail).getMessage());
        assertEquals(List.of("a before", "a after java.io.IOException: host's own"), told);
        assertEquals(1, rig.tally.failures());
        assertEquals(1, rig.tally.attempts());
    }

    @Test
    void runsAreCountedWithoutDeniedCallsAndWithRepeats() throws IOException {
        int[] left = {2};
        rig.joinPoint("fail", HOST + "fail", ending(call -> {
                    if (left[0]-- > 0) {
                        call.repeatAfter(0);
                    } else {
                        call.answer(null);
                    }
                }))
                .joinPoint("buy", HOST + "buy", denying("NO"))
                .inForce();
        host.fail();
        assertThrows(CallDeniedException.class, () -> host.buy(7));
        assertEquals(2, rig.tally.calls());
        assertEquals(2, rig.tally.repeats());
        assertEquals(3, rig.tally.failures());
        assertEquals(3, rig.tally.attempts());
    }

    @Test
    void aGuardChangesTheEnding() throws IOException {
        rig.joinPoint("fail", HOST + "fail", guard("outer"), ending(call -> {
                    call.answer("instead");
                }))
                .inForce();
        assertEquals("instead", host.fail());
        assertEquals(List.of("outer before", "outer after instead"), told);
    }

    @Test
    void aRepeatAsksTheInnerGuardsAnewAndTheOuterOnesOnce() {
        Guard twice = ending(call -> {
            if (call.attempts() < 3) {
                call.repeatAfter(0);
            }
        });
        rig.joinPoint("fail", HOST + "fail", guard("outer"), twice, guard("inner"))
                .inForce();
        assertThrows(IOException.class, host::fail);
        assertEquals(3, host.failed.get());
        assertEquals(3, told.stream().filter("inner before"::equals).count());
        assertEquals(1, told.stream().filter("outer before"::equals).count());
        assertEquals("outer after java.io.IOException: host's own", told.get(told.size() - 1));
    }

    @Test
    void aRepeatThatIsDeniedKeepsTheFirstEnding() {
        AtomicInteger asked = new AtomicInteger();
        Guard once = new Recording("once", told) {
            @Override
            public Object before(Invocation call) {
                return asked.getAndIncrement() == 0 ? this : Denial.of("NO", "because");
            }
        };
        Guard again = ending(call -> {
            call.repeatAfter(0);
        });
        rig.joinPoint("fail", HOST + "fail", again, once).inForce();
        assertEquals("host's own", assertThrows(IOException.class, host::fail).getMessage());
        assertEquals(1, host.failed.get());
    }

    @Test
    void aReloadInTheMiddleOfACallLeavesThroughTheChainThatItEntered() throws Exception {
        rig.joinPoint("slow", HOST + "slow", guard("old")).inForce();
        Thread caller = new Thread(() -> host.slow());
        caller.start();
        host.inside.await();
        rig.cleared().joinPoint("slow", HOST + "slow", guard("new")).inForce();
        host.go.countDown();
        caller.join();
        host.slow();
        assertEquals(List.of("old before", "old after 1", "new before", "new after 2"), told);
    }

    @Test
    void aRuleThatIsTakenAwayLeavesTheMethodAlone() {
        rig.joinPoint("buy", HOST + "buy", denying("NO")).inForce();
        assertThrows(CallDeniedException.class, () -> host.buy(1));
        rig.cleared().inForce();
        assertEquals(1, host.buy(1));
        rig.joinPoint("buy", HOST + "buy", denying("NO")).inForce();
        assertThrows(CallDeniedException.class, () -> host.buy(1));
    }

    @Test
    void aPatternThatChangesLeavesNoMethodAloneMeanwhile() {
        rig.joinPoint("buy", HOST + "buy", denying("OLD")).inForce();
        assertEquals("OLD", codeOfBuying());
        rig.whileRetransforming(() -> told.add("meanwhile " + codeOfBuying()));
        rig.cleared().joinPoint("buy", HOST + "b*", denying("NEW")).inForce();
        assertEquals("NEW", codeOfBuying());
        assertEquals(List.of("meanwhile OLD"), told);
    }

    private String codeOfBuying() {
        try {
            return "passed " + host.buy(1);
        } catch (CallDeniedException denied) {
            return denied.code();
        }
    }

    @Test
    void ordersNestAndOnlyTheOutermostIsJudged() {
        rig.joinPoint("outer", JoinPointKind.ORDER, HOST + "order", Optional.empty(), guard("outer"))
                .joinPoint("inner", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), guard("inner"))
                .inForce();
        assertEquals(5, host.order(5));
        assertEquals(List.of("outer before", "outer after 5"), told);
        told.clear();
        assertEquals(6, host.buy(6));
        assertEquals(List.of("inner before", "inner after 6"), told);
    }

    @Test
    void aFailingGuardDeniesOrdersAndLetsOtherCallsPass() {
        Guard broken = new Recording("broken", told) {
            @Override
            public Object before(Invocation call) {
                throw new IllegalStateException("cannot decide, signature=0123456789abcdef");
            }
        };
        rig.joinPoint("order", JoinPointKind.ORDER, HOST + "order", Optional.empty(), broken)
                .joinPoint("text", HOST + "text", broken)
                .inForce();
        CallDeniedException denied = assertThrows(CallDeniedException.class, () -> host.order(5));
        assertEquals("GUARD_ERROR", denied.code());
        assertTrue(denied.getMessage().endsWith("cannot decide, signature=***"), denied.getMessage());
        assertEquals("text", host.text());
        assertEquals(2, rig.events.failures.size());
        rig.events.failures.clear();
        assertEquals(5, host.buy(5));
    }

    @Test
    void atTheEndOfTheStackNoOrderPassesUnguardedAndLaterOnesAreJudged() throws InterruptedException {
        rig.joinPoint("order", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), denying("NO"))
                .inForce();
        Thread deep = new Thread(null, () -> buyAtEachDepth(0), "deep", 256 * 1024);
        deep.start();
        deep.join();
        assertEquals(0, host.bought.get());
        assertEquals("NO", codeOfBuying());
        rig.events.failures.clear();
    }

    /** The first calls of all are made where the stack is nearly used up: linking itself fails there. */
    private void buyAtEachDepth(int depth) {
        try {
            if (depth < 1_000_000) {
                buyAtEachDepth(depth + 1);
            }
        } catch (StackOverflowError end) {
            // From here upwards there is a little more stack at each level.
        }
        try {
            host.buy(1);
        } catch (CallDeniedException | StackOverflowError denied) {
            // Not sent, either way.
        }
    }

    @Test
    void aCallOverItsTimeIsInterruptedAndTheThreadGoesOnWithoutTheInterrupt() {
        GuardContext context = new GuardContext("slow", Ticker.system(), WeavingRig.TIMER, rig.events, true);
        rig.joinPoint("slow", HOST + "slow", new TimeoutGuard(context, new TimeoutRule(Duration.ofMillis(1))))
                .inForce();
        assertEquals(
                "TIMED_OUT", assertThrows(CallDeniedException.class, host::slow).code());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(Map.of("TIMED_OUT", 1L), rig.tally.deniedByCode());
    }

    @Test
    void twoJoinPointsOnOneMethodNestInTheOrderOfThePolicy() {
        rig.joinPoint("first", HOST + "buy", guard("a"))
                .joinPoint("second", HOST + "b*", guard("b"))
                .inForce();
        host.buy(7);
        assertEquals(List.of("a before", "b before", "b after 7", "a after 7"), told);
    }

    @Test
    void theSelfTestSeesTheGuard() {
        assertEquals(Optional.empty(), new SelfTest(rig.weaver).run());
    }

    @Test
    void theAnswerStaysTheHostsOwnObject() {
        rig.joinPoint("same", HOST + "same", guard("a")).inForce();
        Object object = new Object();
        assertSame(object, host.same(object));
    }
}
