package io.resilienceagent.breaker;

import io.resilienceagent.guard.Span;
import java.time.Duration;
import java.util.Optional;

/**
 * One call at a time passes as a test. The slot of the test is part of the state: granting it, giving it back and
 * taking it from a test that does not return each make a new state object, so that exactly one permit is current, and
 * the outcome of a test whose slot was taken away finds itself out of date.
 */
final class HalfOpen extends BreakerState {
    private final long openedAt;
    private final String why;
    private final long grantedAt;
    private final boolean taken;

    /** @param grantedAt when the slot was given to the call that holds it; means nothing unless {@code taken} */
    HalfOpen(CircuitBreaker breaker, long openedAt, String why, long grantedAt, boolean taken) {
        super(breaker, CircuitState.HALF_OPEN);
        this.openedAt = openedAt;
        this.why = why;
        this.grantedAt = grantedAt;
        this.taken = taken;
    }

    @Override
    Object admit(Limits limits, long now) {
        long busy = now - grantedAt;
        if (taken && busy < limits.probeTimeout()) {
            return breaker()
                    .denial("opened " + Span.text(now - openedAt) + " ago: " + why + "; a call tests it since "
                            + Span.text(busy) + ", the next test is in " + Span.text(limits.probeTimeout() - busy)
                            + " at the latest");
        }
        HalfOpen test = new HalfOpen(breaker(), openedAt, why, now, true);
        if (!breaker().replace(this, test)) {
            return null;
        }
        if (taken) {
            breaker().tellLostTest(busy);
        }
        return test;
    }

    @Override
    void ended(Outcome outcome, Limits limits) {
        if (outcome.failed() || outcome.slow()) {
            String failure = "the test failed, " + outcome.text();
            breaker().move(this, new Open(breaker(), outcome.at(), failure), failure);
        } else {
            breaker().move(this, new Closed(breaker()), "the test succeeded");
        }
    }

    @Override
    void unused() {
        if (taken) {
            breaker().replace(this, new HalfOpen(breaker(), openedAt, why, grantedAt, false));
        }
    }

    @Override
    BreakerStatus status(long within, long now) {
        return new BreakerStatus(breaker().key(), kind(), 0, Optional.of(Duration.ofNanos(now - openedAt)), why);
    }
}
