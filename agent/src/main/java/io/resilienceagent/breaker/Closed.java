package io.resilienceagent.breaker;

import io.resilienceagent.guard.Span;
import java.util.Optional;

/** Calls pass; bad outcomes are counted, and open the circuit when there are too many of them. */
final class Closed extends BreakerState {
    private final FailureTimes failures = new FailureTimes();
    private volatile OutcomeWindow window;

    Closed(CircuitBreaker breaker) {
        super(breaker, CircuitState.CLOSED);
    }

    @Override
    boolean admitsAll() {
        return true;
    }

    @Override
    Object admit(Limits limits, long now) {
        return this;
    }

    /** Only a bad outcome opens a circuit: rates are counted on every outcome, but judged on bad ones. */
    @Override
    void ended(Outcome outcome, Limits limits) {
        if (breaker().state() != this) {
            return;
        }
        String tooMany = null;
        if (limits.rated()) {
            OutcomeWindow counts = window(limits.within(), outcome.at());
            counts.add(outcome);
            if (outcome.failed() || outcome.slow()) {
                tooMany = counts.tooMany(outcome.at(), limits);
            }
        }
        boolean counted = outcome.failed() || (outcome.slow() && limits.slowIsFailure());
        if (counted && limits.failures() > 0 && failures.add(outcome.at(), limits.failures(), limits.within())) {
            tooMany = limits.failures() + " failures within " + Span.text(limits.within());
        }
        if (tooMany != null) {
            String why = tooMany + ", last " + outcome.text();
            breaker().move(this, new Open(breaker(), outcome.at(), why), why);
        }
    }

    /** Nothing is counted against it, so that a new breaker would be as good. */
    boolean idle() {
        return failures.isEmpty() && window == null;
    }

    @Override
    BreakerStatus status(long within, long now) {
        return new BreakerStatus(breaker().key(), kind(), failures.count(now, within), Optional.empty(), "");
    }

    /** The window; a new one when a reload changed its length. */
    private OutcomeWindow window(long within, long now) {
        OutcomeWindow seen = window;
        if (seen != null && seen.within() == within) {
            return seen;
        }
        synchronized (this) {
            if (window == null || window.within() != within) {
                window = new OutcomeWindow(within, now);
            }
            return window;
        }
    }
}
