package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.StateMachineRule;
import java.net.SocketTimeoutException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorWatchTest {
    private final StateKit kit = new StateKit();
    private final ErrorRun run = kit.machine.run("place_order");
    private final ErrorWatch watch = new ErrorWatch(run, call -> call.hostThrew() instanceof IllegalArgumentException);

    private void ended(Invocation call) {
        assertNull(watch.before(call));
        watch.after(call, null);
    }

    @Test
    void whatTheHostSeesFailIsAnErrorAndWhatItSeesSucceedIsNone() {
        ended(GuardKit.threw(GuardKit.call(), new SocketTimeoutException("token=secret")));
        Invocation answer = GuardKit.call();
        answer.end("{code: 500}", null, true);
        ended(answer);
        assertEquals(2, run.length());
        ended(GuardKit.returned(GuardKit.call(), "ok"));
        assertEquals(0, run.length());
    }

    @Test
    void aDefiniteRefusalIsAnAnswer() {
        ended(GuardKit.threw(GuardKit.call(), new SocketTimeoutException()));
        ended(GuardKit.threw(GuardKit.call(), new IllegalArgumentException("insufficient funds")));
        assertEquals(0, run.length());
    }

    @Test
    void aCallThatAGuardDeniesIsNoOutcome() {
        ended(GuardKit.threw(GuardKit.call(), new SocketTimeoutException()));
        Denial denial = Denial.of("SAFE_MODE", "because");
        assertEquals(denial, watch.release(GuardKit.call(), null, denial));
        assertEquals(1, run.length());
    }

    @Test
    void theReasonNamesTheKindOfErrorAndNothingOfItsMessage() {
        for (int i = 0; i < 5; i++) {
            ended(GuardKit.threw(GuardKit.call(), new SocketTimeoutException("signature=0815")));
        }
        List<String> lines = kit.lines("STATE_TRANSITION");
        assertTrue(
                lines.get(0)
                        .contains(
                                " reason=consecutive_errors >= 3 at place_order: java.net.SocketTimeoutException owner=error_watch "));
        assertTrue(lines.get(1).contains(" from=DEGRADED to=SAFE_MODE reason=consecutive_errors >= 5 at place_order"));
        assertTrue(kit.lines().stream().noneMatch(line -> line.contains("signature")));
        ended(GuardKit.threw(GuardKit.call(), new CallDeniedException(Denial.of("TIMED_OUT", "after 5 s"))));
        assertEquals(6, run.length());
    }

    @Test
    void thePolicySaysWhoseErrorsCount() {
        StateMachineRule all = StateKit.RULE;
        Set<JoinPointKind> counted = EnumSet.allOf(JoinPointKind.class).stream()
                .filter(kind -> ErrorWatch.counts(all, "p", kind))
                .collect(Collectors.toSet());
        assertEquals(
                EnumSet.of(
                        JoinPointKind.ORDER,
                        JoinPointKind.CANCEL,
                        JoinPointKind.QUERY,
                        JoinPointKind.TRANSPORT,
                        JoinPointKind.LOOP),
                counted);
        StateMachineRule some = new StateMachineRule(
                3,
                5,
                3,
                all.cycle(),
                all.safeModeTtl(),
                List.of("ticks"),
                all.hostFlag(),
                true,
                all.shutdownDeadline(),
                all.where());
        assertTrue(ErrorWatch.counts(some, "ticks", JoinPointKind.ANY));
        assertTrue(!ErrorWatch.counts(some, "p", JoinPointKind.ORDER));
    }
}
