package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.TimeoutRule;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeoutGuardTest {
    private final GuardKit kit = new GuardKit();
    private final Guard guard = new TimeoutGuard(kit.context(), new TimeoutRule(Duration.ofSeconds(5)));
    private final Invocation call = GuardKit.call();
    private final AtomicInteger aborts = new AtomicInteger();

    private Object begin() {
        call.abortBy(denial -> aborts.incrementAndGet());
        return guard.before(call);
    }

    @Test
    void aCallInTimeLeavesNothingBehind() {
        Object permit = begin();
        Runnable alarm = kit.alarms.get(0);
        guard.after(GuardKit.returned(call, "fine"), permit);
        assertTrue(kit.alarms.isEmpty());
        alarm.run();
        assertEquals(0, aborts.get());
        assertEquals("fine", call.result());
    }

    @Test
    void aCallOverItsTimeIsEndedAndRefused() {
        Object permit = begin();
        kit.alarms.get(0).run();
        assertEquals(1, aborts.get());
        guard.after(GuardKit.threw(call, new InterruptedIOException()), permit);
        CallDeniedException refusal = assertInstanceOf(CallDeniedException.class, call.thrown());
        assertEquals("TIMED_OUT", refusal.code());
        assertEquals(List.of("timeout TIMED_OUT true"), kit.denials);
    }

    @Test
    void aResultThatCameAllTheSameIsKeptAndTheOverrunTold() {
        Object permit = begin();
        kit.alarms.get(0).run();
        guard.after(GuardKit.returned(call, "filled"), permit);
        assertEquals("filled", call.result());
        assertFalse(call.failed());
        assertEquals(List.of("TIMEOUT_OVERRUN join_point=place_order result=kept"), kit.notices);
    }

    @Test
    void aReleasedCallIsNotEnded() {
        Object permit = begin();
        Runnable alarm = kit.alarms.get(0);
        Denial inner = Denial.of("LIMIT_EXCEEDED", "");
        assertSame(inner, guard.release(call, permit, inner));
        alarm.run();
        assertEquals(0, aborts.get());
    }

    @Test
    void anAbortThatEndsTheCallOnTheTimersThreadDoesNotWaitForItself() {
        Object[] permit = new Object[1];
        call.abortBy(denial -> guard.after(GuardKit.threw(call, new IllegalStateException()), permit[0]));
        permit[0] = guard.before(call);
        kit.alarms.get(0).run();
        assertInstanceOf(CallDeniedException.class, call.thrown());
    }

    @Test
    void anAbortThatFailsIsToldAndBlocksNobody() {
        Object[] permit = new Object[1];
        call.abortBy(denial -> {
            throw new IllegalStateException("no way");
        });
        permit[0] = guard.before(call);
        kit.alarms.get(0).run();
        guard.after(GuardKit.returned(call, "fine"), permit[0]);
        assertTrue(kit.notices.get(0).startsWith("failure TIMEOUT_ERROR abort"), kit.notices.get(0));
    }

    @Test
    void shadowModeOnlyMeasures() {
        Guard shadow = new TimeoutGuard(kit.context(false), new TimeoutRule(Duration.ofSeconds(5)));
        Object permit = shadow.before(call);
        assertTrue(kit.alarms.isEmpty());
        kit.pass(Duration.ofSeconds(6));
        shadow.after(GuardKit.returned(call, "fine"), permit);
        assertEquals("fine", call.result());
        assertEquals(List.of("timeout TIMED_OUT false"), kit.denials);
    }

    /** Alarm and ending race: whoever wins, no interrupt arrives after the ending has gone on. */
    @Test
    void noInterruptArrivesAfterTheEnd() throws InterruptedException {
        int rounds = 3000;
        CyclicBarrier round = new CyclicBarrier(2);
        Deadline[] current = new Deadline[1];
        GuardKit.together(2, thread -> {
            for (int i = 0; i < rounds; i++) {
                if (thread == 0) {
                    AtomicBoolean ended = new AtomicBoolean();
                    Invocation racing = GuardKit.call();
                    Thread host = Thread.currentThread();
                    racing.abortBy(denial -> {
                        assertFalse(ended.get(), "aborted after the end");
                        host.interrupt();
                    });
                    current[0] = new Deadline(racing, Denial.of("TIMED_OUT", ""), kit.events());
                    meet(round);
                    boolean over = current[0].end();
                    ended.set(true);
                    assertEquals(over, Thread.interrupted());
                    meet(round);
                    assertFalse(Thread.currentThread().isInterrupted());
                } else {
                    meet(round);
                    current[0].run();
                    meet(round);
                }
            }
        });
        assertEquals(List.of(), kit.notices);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
