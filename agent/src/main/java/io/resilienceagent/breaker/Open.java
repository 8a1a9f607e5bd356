package io.resilienceagent.breaker;

import io.resilienceagent.guard.Span;
import java.time.Duration;
import java.util.Optional;

/** Calls are denied; after {@code open_for}, the next one is let through as a test. */
final class Open extends BreakerState {
    private final long since;
    private final String why;

    Open(CircuitBreaker breaker, long since, String why) {
        super(breaker, CircuitState.OPEN);
        this.since = since;
        this.why = why;
    }

    @Override
    Object admit(Limits limits, long now) {
        long left = limits.openFor() - (now - since);
        if (left > 0) {
            return breaker()
                    .denial("opened " + Span.text(now - since) + " ago: " + why + "; next test in " + Span.text(left));
        }
        HalfOpen test = new HalfOpen(breaker(), since, why, now, true);
        return breaker().move(this, test, "test after " + Span.text(now - since)) ? test : null;
    }

    @Override
    void ended(Outcome outcome, Limits limits) {
        // Admits no call.
    }

    @Override
    BreakerStatus status(long within, long now) {
        return new BreakerStatus(breaker().key(), kind(), 0, Optional.of(Duration.ofNanos(now - since)), why);
    }
}
