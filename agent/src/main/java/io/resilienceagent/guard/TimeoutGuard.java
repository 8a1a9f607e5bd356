package io.resilienceagent.guard;

import io.resilienceagent.policy.TimeoutRule;

/**
 * {@code timeout}: ends a call that is over its time, by interrupting its thread or completing its future; the host
 * then sees the refusal {@code TIMED_OUT}. A call that returned normally all the same keeps its result: a result that
 * is there is worth more than the limit. A host that ignores interrupts is not ended; that it overran is told.
 *
 * <p>Unlike other guards it pays on success: an object and a timer's task per call. In shadow mode it measures instead,
 * and tells after the call that it would have been ended.
 *
 * <p>Clearing an interrupt flag that the abort set is the part of the chain, which alone knows whether it interrupted:
 * when {@link #after} or {@link #release} returns, the abort has either run to its end or will never run.
 */
public final class TimeoutGuard implements Guard {
    /** The code of its refusals; unlike other refusals an outcome, since the call was made. */
    public static final String CODE = "TIMED_OUT";

    private final GuardContext context;
    private final long limit;
    private final Denial denial;

    public TimeoutGuard(GuardContext context, TimeoutRule rule) {
        this.context = context;
        this.limit = rule.after().toNanos();
        this.denial = Denial.of(CODE, context.joinPoint() + " took longer than " + Span.text(limit));
    }

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public Object before(Invocation call) {
        if (!context.enforcing()) {
            return new Begun(context.ticker().nanos());
        }
        call.abortByInterrupt();
        Deadline deadline = new Deadline(call, denial, context.events());
        deadline.alarm(context.timer().after(limit, deadline));
        return deadline;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (permit instanceof Begun begun) {
            if (context.ticker().nanos() - begun.at() > limit) {
                context.events().denied(context.joinPoint(), name(), denial, false);
            }
        } else if (permit instanceof Deadline deadline && deadline.end()) {
            settle(call);
        }
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial refusal) {
        if (permit instanceof Deadline deadline) {
            deadline.end();
        }
        return refusal;
    }

    private void settle(Invocation call) {
        if (call.thrown() == null) {
            context.events().recurring("TIMEOUT_OVERRUN", context.joinPoint(), "result=kept");
        } else {
            context.events().denied(context.joinPoint(), name(), denial, true);
            call.deny(denial);
        }
    }

    /** When a call began that is only measured. */
    private record Begun(long at) {}
}
