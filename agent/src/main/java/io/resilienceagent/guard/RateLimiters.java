package io.resilienceagent.guard;

/**
 * The rate limiters of one join point's {@code rate_limit}, or of one named budget that several join points share:
 * the house keeps one object per place or budget, over reloads. Bounded; thread-safe.
 */
public final class RateLimiters {
    private static final int KEYS = 10_000;

    private final RateLimiter single;
    private final KeyTable<RateLimiter> keyed;

    public RateLimiters(Ticker ticker) {
        this(ticker, KEYS);
    }

    /** With room for that many keys; further busy ones share one limiter. */
    public RateLimiters(Ticker ticker, int keys) {
        single = new RateLimiter("-", ticker);
        keyed = new KeyTable<>(keys, key -> new RateLimiter(key, ticker));
    }

    RateLimiter single() {
        return single;
    }

    RateLimiter of(String key) {
        return keyed.entry(key);
    }
}
