package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.TimeoutGuard;
import io.resilienceagent.policy.TimeoutRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Methods that answer with a future: the outcome is what it completes with. */
@Timeout(60)
class AsyncDispatchTest extends DispatchFixture {
    @Test
    void theOutcomeOfAFutureIsWhatItCompletesWith() {
        rig.joinPoint("later", HOST + "later", guard("a")).inForce();
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<String> answer = host.later(promise);
        assertEquals(List.of("a before"), told);
        promise.complete("done");
        assertEquals("done", answer.join());
        assertEquals(List.of("a before", "a after done"), told);
    }

    @Test
    void aDeniedFutureFails() {
        rig.joinPoint("later", HOST + "later", denying("NO")).inForce();
        CompletionException failed =
                assertThrows(CompletionException.class, () -> host.later(CompletableFuture.completedFuture("passed"))
                        .join());
        assertEquals(CallDeniedException.class, failed.getCause().getClass());
    }

    @Test
    void aFailedFutureIsMadeAgainWithoutBlockingAnyone() {
        Guard again = ending(call -> {
            if (call.failed()) {
                call.repeatAfter(1_000_000);
            }
        });
        rig.joinPoint("flaky", HOST + "flaky", again, guard("inner")).inForce();
        assertEquals("third time", host.flaky().join());
        assertEquals(3, told.stream().filter("inner before"::equals).count());
    }

    @Test
    void aFutureOverItsTimeFailsAndIsCancelledAndTheGuardsAreTold() {
        GuardContext context = new GuardContext("later", Ticker.system(), WeavingRig.TIMER, rig.events, true);
        Guard timeout = new TimeoutGuard(context, new TimeoutRule(Duration.ofMillis(1)));
        rig.joinPoint("later", HOST + "later", guard("outer"), timeout).inForce();
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<String> answer = host.later(promise);
        CompletionException failed =
                assertThrows(CompletionException.class, () -> answer.orTimeout(30, TimeUnit.SECONDS)
                        .join());
        assertEquals("TIMED_OUT", ((CallDeniedException) failed.getCause()).code());
        assertTrue(promise.isCancelled());
        assertEquals("outer before", told.get(0));
        assertTrue(told.get(1).startsWith("outer after " + CallDeniedException.class.getName()), told::toString);
        assertEquals(2, told.size());
    }

    @Test
    void aCancelledAnswerCancelsTheHostsFuture() {
        rig.joinPoint("later", HOST + "later", guard("a")).inForce();
        CompletableFuture<String> promise = new CompletableFuture<>();
        host.later(promise).cancel(true);
        assertTrue(promise.isCancelled());
    }
}
