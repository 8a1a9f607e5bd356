package io.resilienceagent.state;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.StateMachineRule;
import java.util.function.Predicate;

/**
 * Counts the errors of one join point for the state machine. It stands outermost, so it sees what the host sees:
 * retries and fallbacks have had their say. A definite refusal is an answer, so no error. A call that a guard denies
 * is no outcome, and is not counted. Thread-safe; a success costs a volatile read.
 */
public final class ErrorWatch implements Guard {
    private final ErrorRun run;
    private final Predicate<Invocation> refused;

    /**
     * @param run where this join point's errors are counted, see {@link StateMachine#run}
     * @param refused whether a failed call was a definite refusal; {@code call -> false} where there are none
     */
    public ErrorWatch(ErrorRun run, Predicate<Invocation> refused) {
        this.run = run;
        this.refused = refused;
    }

    /** Whether the policy counts the errors of a join point. */
    public static boolean counts(StateMachineRule rule, String joinPoint, JoinPointKind kind) {
        if (!rule.errorsFrom().isEmpty()) {
            return rule.errorsFrom().contains(joinPoint);
        }
        return switch (kind) {
            case ORDER, CANCEL, QUERY, TRANSPORT, LOOP -> true;
            case HANDLER, ANY -> false;
        };
    }

    @Override
    public String name() {
        return "error_watch";
    }

    @Override
    public Object before(Invocation call) {
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (call.failed() && !refused.test(call)) {
            run.failed(what(call.thrown()));
        } else {
            run.succeeded();
        }
    }

    /** A class or a code, never a message: those may hold what must not stand in a log. */
    private static String what(Throwable thrown) {
        if (thrown == null) {
            return "failure_when";
        }
        return thrown instanceof CallDeniedException denied
                ? denied.code()
                : thrown.getClass().getName();
    }
}
