package io.resilienceagent.breaker;

import java.util.Optional;

/** The breaker has left its table to make room; whoever still holds it has to look its key up again. */
final class Retired extends BreakerState {
    Retired(CircuitBreaker breaker) {
        super(breaker, CircuitState.CLOSED);
    }

    @Override
    Object admit(Limits limits, long now) {
        return null;
    }

    @Override
    void ended(Outcome outcome, Limits limits) {
        // Admits no call.
    }

    @Override
    BreakerStatus status(long within, long now) {
        return new BreakerStatus(breaker().key(), kind(), 0, Optional.empty(), "");
    }
}
