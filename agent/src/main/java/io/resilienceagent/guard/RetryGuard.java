package io.resilienceagent.guard;

import io.resilienceagent.policy.RetryRule;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * {@code retry}: has a call that ended badly run again after a pause, a bounded number of times and within a
 * {@link RetryBudget}. When it gives up, the host sees the last ending as it was. An interrupted thread is being told
 * to stop, so it repeats nothing. Thread-safe; a success costs two plain reads and, while the budget is full, one volatile.
 */
public final class RetryGuard implements Guard {
    private final GuardContext context;
    private final Endings endings;
    private final boolean judgesReturns;
    private final Backoff backoff;
    private final int attempts;
    private final int retryAfterSlot;
    private final long earned;
    private final RetryBudget budget;

    /**
     * @param when the rule's conditions on the ending; asked only if it has any
     * @param retryAfterSlot slot of the server's Retry-After; -1 for none
     */
    public RetryGuard(
            GuardContext context, RetryRule rule, Predicate<Invocation> when, int retryAfterSlot, RetryBudget budget) {
        this(context, rule, when, retryAfterSlot, budget, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /** With its own source of jitter, uniform in [0, 1). */
    public RetryGuard(
            GuardContext context,
            RetryRule rule,
            Predicate<Invocation> when,
            int retryAfterSlot,
            RetryBudget budget,
            DoubleSupplier random) {
        this.context = context;
        this.endings = new Endings(rule.on(), !rule.when().isEmpty(), when);
        this.judgesReturns = !rule.when().isEmpty();
        this.backoff = new Backoff(rule, random);
        this.attempts = rule.attempts();
        this.retryAfterSlot = retryAfterSlot;
        this.earned = RetryBudget.earnedAt(rule.budget().fraction());
        this.budget = budget;
    }

    @Override
    public String name() {
        return "retry";
    }

    @Override
    public boolean repeatsSuccess() {
        return judgesReturns;
    }

    @Override
    public Object before(Invocation call) {
        budget.earn(earned);
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (context.enforcing() && endings.match(call)) {
            repeat(call);
        }
    }

    private void repeat(Invocation call) {
        if (Thread.currentThread().isInterrupted() || call.thrown() instanceof InterruptedException) {
            return;
        }
        // A percentage of 0 means never: not even what the bucket holds from a former policy.
        if (call.attempts() >= attempts) {
            giveUp(call, "attempts");
        } else if (earned == 0 || !budget.spend()) {
            giveUp(call, "budget");
        } else {
            call.repeatAfter(Math.max(backoff.after(call.attempts()), wished(call)));
        }
    }

    private long wished(Invocation call) {
        if (retryAfterSlot < 0) {
            return 0;
        }
        try {
            return RetryAfter.nanos(call.value(retryAfterSlot));
        } catch (UnreadableValueException absent) {
            // Only some of the exceptions that are repeated carry it.
            return 0;
        }
    }

    private void giveUp(Invocation call, String spent) {
        context.events()
                .recurring(
                        "RETRIES_EXHAUSTED",
                        context.joinPoint(),
                        "attempts=" + call.attempts() + " spent=" + spent + " last=" + Cause.type(call));
    }
}
