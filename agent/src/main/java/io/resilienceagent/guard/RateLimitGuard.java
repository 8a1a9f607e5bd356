package io.resilienceagent.guard;

import io.resilienceagent.policy.Argument;
import io.resilienceagent.policy.RateLimitRule;
import io.resilienceagent.policy.RateLimitRule.Over;

/**
 * {@code rate_limit}: so many calls in a time, per join point, key or shared budget; {@link RateLimiter} has the
 * formula. Above the rate a call is denied, waits for its turn on the calling thread (no longer than
 * {@code max_wait}; an interrupt ends the wait with a denial and stays set), or is dropped: the host sees its method
 * return nothing. A denied call uses nothing up. Thread-safe; a call within the rate costs one clock read and one CAS.
 */
public final class RateLimitGuard implements Guard {
    static final String CODE = "RATE_LIMITED";

    private final boolean enforcing;
    private final Ticker ticker;
    private final RateLimiters limiters;
    private final RateLimiter only;
    private final int keySlot;
    private final int weightSlot;
    private final long fixedWeight;
    private final int calls;
    private final long share;
    private final long limit;
    private final long patience;
    private final boolean drops;
    private final String rate;

    /**
     * @param keySlot slot of the {@code per:} value; -1 for one limit for all calls
     * @param weightSlot slot of a call's weight; -1 where the rule's weight is a constant, or absent and so 1
     * @throws IllegalArgumentException when the constant is not a number, or negative
     */
    public RateLimitGuard(
            GuardContext context, RateLimitRule rule, int keySlot, int weightSlot, RateLimiters limiters) {
        this.enforcing = context.enforcing();
        this.ticker = context.ticker();
        this.limiters = limiters;
        this.only = keySlot < 0 ? limiters.single() : null;
        this.keySlot = keySlot;
        this.weightSlot = weightSlot;
        this.fixedWeight = weightSlot >= 0 ? 0 : fixedWeight(rule);
        this.calls = rule.calls();
        // Rounded up: a limit may be a nanosecond stricter than written, never looser.
        this.share = Math.max(1, (rule.within().toNanos() + calls - 1) / calls);
        this.limit = share * calls;
        this.patience = rule.over() == Over.WAIT ? rule.maxWait().toNanos() : 0;
        this.drops = rule.over() == Over.DROP;
        this.rate = calls + " per " + Span.text(rule.within().toNanos());
        limiters.inForce(context.joinPoint(), limit + patience);
    }

    @Override
    public String name() {
        return "rate_limit";
    }

    @Override
    public Object before(Invocation call) {
        long weight = weightSlot < 0 ? fixedWeight : CallWeight.of(call.value(weightSlot));
        if (weight > calls) {
            return denial("a call of weight " + weight + " never fits into " + rate);
        }
        long cost = weight * share;
        RateLimiter limiter;
        long answer;
        long now;
        do {
            limiter = only != null ? only : limiters.of(KeyText.of(call.value(keySlot)));
            now = ticker.nanos();
            answer = limiter.take(now, cost, limit, patience);
        } while (answer == RateLimiter.RETIRED);
        if (answer < 0) {
            return denial(rate + forKey(limiter) + "; the next is free in " + Span.text(-answer));
        }
        // In shadow mode a call that would have waited takes its share, as it would have, and passes at once.
        if (answer > 0 && enforcing && !Waiting.until(now + answer, ticker, this)) {
            limiter.giveBack(cost);
            return denial(rate + forKey(limiter) + "; interrupted while waiting for its turn");
        }
        return weightSlot < 0 ? limiter : new Share(limiter, cost);
    }

    @Override
    public void after(Invocation call, Object permit) {
        // The call was made, so its share is used up however it ended.
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        if (permit instanceof RateLimiter limiter) {
            limiter.giveBack(fixedWeight * share);
        } else if (permit instanceof Share taken) {
            taken.limiter().giveBack(taken.cost());
        }
        return denial;
    }

    private static long fixedWeight(RateLimitRule rule) {
        return rule.weight()
                .flatMap(Argument::literal)
                .map(literal -> CallWeight.of(literal.text()))
                .orElse(1L);
    }

    private String forKey(RateLimiter limiter) {
        return keySlot < 0 ? "" : " for " + limiter.key();
    }

    private Denial denial(String reason) {
        return drops ? Denial.answering(CODE, reason, null) : Denial.of(CODE, reason);
    }

    /** What a call of bound weight took; with a fixed weight the limiter itself says enough. */
    private record Share(RateLimiter limiter, long cost) {}
}
