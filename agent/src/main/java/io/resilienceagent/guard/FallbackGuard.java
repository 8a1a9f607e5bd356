package io.resilienceagent.guard;

import io.resilienceagent.policy.FallbackRule;
import java.util.function.Predicate;

/**
 * {@code fallback}: puts something else in the place of listed bad endings: exceptions by type, refusals of the guards
 * further in by code, both only if the rule's conditions hold. In shadow mode it changes nothing. Thread-safe.
 */
public final class FallbackGuard implements Guard {
    private final GuardContext context;
    private final Endings endings;
    private final Fallback fallback;

    /**
     * @param when the rule's conditions; asked only if it has any
     * @param fallback what the rule's {@code return:} or {@code throw:} stands for
     */
    public FallbackGuard(GuardContext context, FallbackRule rule, Predicate<Invocation> when, Fallback fallback) {
        this.context = context;
        this.endings = new Endings(rule.on(), !rule.when().isEmpty(), when);
        this.fallback = fallback;
    }

    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public Object before(Invocation call) {
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (endings.match(call)) {
            if (context.enforcing()) {
                fallback.settle(call, context.ticker());
            }
        } else if (!call.failed()) {
            fallback.learn(call, context.ticker());
        }
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        return context.enforcing() && endings.match(call, denial)
                ? fallback.replace(denial, call, context.ticker())
                : denial;
    }
}
