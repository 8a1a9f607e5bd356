package io.resilienceagent.breaker;

/** What a circuit does with calls, as status and logs name it. */
public enum CircuitState {
    /** Calls pass and failures are counted. */
    CLOSED,
    /** Calls are denied until it is time for a test. */
    OPEN,
    /** One call passes as a test, all others are denied. */
    HALF_OPEN,
    /** Held open by the operator. */
    FORCED_OPEN,
    /** Held closed by the operator. */
    FORCED_CLOSED
}
