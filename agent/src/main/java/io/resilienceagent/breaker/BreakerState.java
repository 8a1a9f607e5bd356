package io.resilienceagent.breaker;

import io.resilienceagent.guard.Denial;

/**
 * One state of one circuit, from when it was entered to when it is left; also the permit of each call that it admits.
 * Apart from what is counted while closed, immutable. What a state is told by a permit that is out of date, it ignores.
 */
abstract sealed class BreakerState permits Closed, Open, HalfOpen, Held, Retired {
    private final CircuitBreaker breaker;
    private final CircuitState kind;

    BreakerState(CircuitBreaker breaker, CircuitState kind) {
        this.breaker = breaker;
        this.kind = kind;
    }

    final CircuitBreaker breaker() {
        return breaker;
    }

    final CircuitState kind() {
        return kind;
    }

    /** Whether the state admits every call, and is the permit itself. */
    boolean admitsAll() {
        return false;
    }

    /** The permit of a call or a {@link Denial}; null if the state was left meanwhile and the new one is to be asked. */
    abstract Object admit(Limits limits, long now);

    /** Takes the outcome of a call that this state admitted. */
    abstract void ended(Outcome outcome, Limits limits);

    /** Takes back a permit whose call was not made, or whose ending says nothing about the circuit. */
    void unused() {}

    abstract BreakerStatus status(long within, long now);
}
