package io.resilienceagent.breaker;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.KeyTable;
import io.resilienceagent.guard.Span;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** The circuit of one key: which state it is in, and how it gets to the next, by CAS. Thread-safe, lock-free. */
final class CircuitBreaker extends KeyTable.Entry {
    private static final AtomicReferenceFieldUpdater<CircuitBreaker, BreakerState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(CircuitBreaker.class, BreakerState.class, "state");

    private final CircuitBreakers home;
    private volatile BreakerState state;

    CircuitBreaker(String key, CircuitBreakers home, Forced forced) {
        super(key);
        this.home = home;
        this.state = stateFor(forced);
    }

    BreakerState state() {
        return state;
    }

    /** Replaces a state by one of the same kind: nobody is told. False if {@code from} was left meanwhile. */
    boolean replace(BreakerState from, BreakerState to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** Moves and tells it; whoever moves is the one to tell, so each transition is told once. */
    boolean move(BreakerState from, BreakerState to, String reason) {
        boolean moved = replace(from, to);
        if (moved) {
            home.tell(key(), from.kind(), to.kind(), reason);
        }
        return moved;
    }

    void force(Forced forced) {
        BreakerState seen = state;
        while (!(seen instanceof Retired) && !move(seen, stateFor(forced), "operator: " + forced)) {
            seen = state;
        }
    }

    /** Only a closed circuit may be forgotten, and only if need be one that has failures to count. */
    @Override
    protected boolean leave(boolean pressed) {
        return state instanceof Closed closed && (pressed || closed.idle()) && replace(closed, new Retired(this));
    }

    Denial denial(String reason) {
        String circuit = "circuit of " + home.joinPoint() + (key().equals(CircuitBreakers.ONLY) ? "" : " for " + key());
        return Denial.of(CircuitBreakerGuard.CODE, circuit + " " + reason);
    }

    void tellLostTest(long nanos) {
        home.tellLostTest(key(), Span.text(nanos));
    }

    private BreakerState stateFor(Forced forced) {
        return switch (forced) {
            case OPEN -> new Held(this, CircuitState.FORCED_OPEN, home.now());
            case CLOSED -> new Held(this, CircuitState.FORCED_CLOSED, home.now());
            case RESET -> new Closed(this);
        };
    }
}
