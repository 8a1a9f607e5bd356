package io.resilienceagent.guard;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rate limiters of one join point's {@code rate_limit}, or of one named budget that several join points share:
 * the house keeps one object per place or budget, over reloads. Bounded; thread-safe.
 */
public final class RateLimiters {
    private static final int KEYS = 10_000;

    private final RateLimiter single;
    private final KeyTable<RateLimiter> keyed;
    /** How far ahead each join point's rule can use up. */
    private final Map<String, Long> reaches = new ConcurrentHashMap<>();

    public RateLimiters(Ticker ticker) {
        this(ticker, KEYS);
    }

    /** With room for that many keys; further busy ones share one limiter. */
    public RateLimiters(Ticker ticker, int keys) {
        single = new RateLimiter("-", ticker);
        keyed = new KeyTable<>(keys, key -> new RateLimiter(key, ticker));
    }

    /**
     * A rule is in force from now on. What was used up under the one before counts on, but no further ahead than a rule in force
     * can use up itself: after "100 in an hour" became "100 in a minute" nobody waits for an hour.
     *
     * @param joinPoint where the rule stands; others may share the budget
     * @param reach how far ahead it can use up, in nanoseconds
     */
    void inForce(String joinPoint, long reach) {
        Long before = reaches.put(joinPoint, reach);
        if (before != null && before > reach) {
            long most = Collections.max(reaches.values());
            single.forgiveBeyond(most);
            keyed.each(limiter -> limiter.forgiveBeyond(most));
        }
    }

    RateLimiter single() {
        return single;
    }

    RateLimiter of(String key) {
        return keyed.entry(key);
    }
}
