package io.resilienceagent.breaker;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.KeyText;
import io.resilienceagent.guard.Refusals;
import io.resilienceagent.policy.CircuitBreakerRule;

/**
 * {@code circuit_breaker}: after too many failures, calls are denied for a while; then one tests whether all is well.
 * Failures are endings that failed, but for ignored exceptions and for refusals by other guards, which say nothing about
 * the other side: a test that ends so gives its slot back unused.
 *
 * <p>Thread-safe. A success costs one volatile read and a comparison; the clock is read for failures and denials only,
 * and for every call where {@code slow_call} or a rate is configured.
 */
public final class CircuitBreakerGuard implements Guard {
    static final String CODE = "CIRCUIT_OPEN";

    private final GuardContext context;
    private final CircuitBreakers breakers;
    private final Limits limits;
    private final int keySlot;
    private final boolean timed;
    private final boolean rated;
    private final CircuitBreaker only;

    /** @param keySlot slot of the {@code per:} value; -1 for one circuit for all calls */
    public CircuitBreakerGuard(GuardContext context, CircuitBreakerRule rule, int keySlot, CircuitBreakers breakers) {
        this.context = context;
        this.breakers = breakers;
        this.limits = Limits.of(rule);
        this.keySlot = keySlot;
        this.timed = limits.timed();
        this.rated = limits.rated();
        this.only = keySlot < 0 ? breakers.of(CircuitBreakers.ONLY) : null;
    }

    @Override
    public String name() {
        return "circuit_breaker";
    }

    @Override
    public Object before(Invocation call) {
        CircuitBreaker breaker = only != null ? only : breakers.of(KeyText.of(call.value(keySlot)));
        BreakerState state = breaker.state();
        return state.admitsAll() && !timed ? state : ask(breaker);
    }

    private Object ask(CircuitBreaker breaker) {
        long now = context.ticker().nanos();
        CircuitBreaker asked = breaker;
        Object answer = asked.state().admit(limits, now);
        while (answer == null) {
            // The state was left while it was asked, or the breaker itself left its table.
            asked = asked.state() instanceof Retired ? breakers.of(asked.key()) : asked;
            answer = asked.state().admit(limits, now);
        }
        return timed && answer instanceof BreakerState state ? new TimedPermit(state, now) : answer;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (rated || call.failed() || !(permit instanceof Closed)) {
            judge(call, permit);
        }
    }

    private void judge(Invocation call, Object permit) {
        BreakerState granting = granting(permit);
        if (call.failed() && saysNothing(call.thrown())) {
            granting.unused();
            return;
        }
        long now = context.ticker().nanos();
        boolean slow = permit instanceof TimedPermit timing && now - timing.since() >= limits.slowCall();
        granting.ended(new Outcome(call, call.failed(), slow, now), limits);
    }

    private boolean saysNothing(Throwable thrown) {
        return limits.ignore().match(thrown) || Refusals.isRefusal(thrown);
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        granting(permit).unused();
        return denial;
    }

    private static BreakerState granting(Object permit) {
        return permit instanceof TimedPermit timing ? timing.state() : (BreakerState) permit;
    }

    /** A permit that knows when the call began; allocated only where calls are timed. */
    private record TimedPermit(BreakerState state, long since) {}
}
