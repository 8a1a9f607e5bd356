package io.resilienceagent.breaker;

import io.resilienceagent.guard.Span;
import java.time.Duration;
import java.util.Optional;

/** Held open or closed by the operator: no outcome changes it. */
final class Held extends BreakerState {
    private final long since;

    /** @param kind {@link CircuitState#FORCED_OPEN} or {@link CircuitState#FORCED_CLOSED} */
    Held(CircuitBreaker breaker, CircuitState kind, long since) {
        super(breaker, kind);
        this.since = since;
    }

    @Override
    boolean admitsAll() {
        return kind() == CircuitState.FORCED_CLOSED;
    }

    @Override
    Object admit(Limits limits, long now) {
        return admitsAll()
                ? this
                : breaker().denial("held open by the operator for " + Span.text(now - since) + ", until reset");
    }

    @Override
    void ended(Outcome outcome, Limits limits) {
        // The operator has the word.
    }

    @Override
    BreakerStatus status(long within, long now) {
        return new BreakerStatus(
                breaker().key(), kind(), 0, Optional.of(Duration.ofNanos(now - since)), "forced by the operator");
    }
}
