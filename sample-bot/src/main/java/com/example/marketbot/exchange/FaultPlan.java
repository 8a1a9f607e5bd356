package com.example.marketbot.exchange;

import com.example.marketbot.exchange.Fault.Kind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Decides, by the scenario and the seed, what goes wrong. */
public final class FaultPlan {
    private static final int ERROR_PERCENT = 30;
    private static final int LOST_PERCENT = 20;
    private static final int TOO_SLOW_PERCENT = 12;
    private static final int TWICE_PERCENT = 30;
    private static final int ORDERS_BEFORE_BAN = 8;

    /** How long a ban lasts; also what its Retry-After says. */
    static final Duration BAN = Duration.ofSeconds(1);

    private final Scenario scenario;
    private final long seed;
    private final SplittableRandom random;
    private final LongSupplier nanos;
    private int ordersSinceBan;
    private long bannedUntil;

    /** @param nanos a monotonic clock, for the bans */
    public FaultPlan(Scenario scenario, long seed, LongSupplier nanos) {
        this.scenario = scenario;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.nanos = nanos;
        this.bannedUntil = nanos.getAsLong();
    }

    /** How the next order fares. */
    public Fault nextOrder() {
        return switch (scenario) {
            case NORMAL, DUPLICATE_SIGNALS, SELL_WITHOUT_POSITION -> Fault.NONE;
            case EXCHANGE_ERRORS -> happens(ERROR_PERCENT) ? error() : Fault.NONE;
            case RATE_LIMITED -> rateLimit();
            case SLOW_EXCHANGE -> new Fault(Kind.SLOW_ANSWER, delay());
            case LOST_ANSWERS -> Fault.of(happens(LOST_PERCENT) ? Kind.LOST_ANSWER : Kind.NONE);
        };
    }

    /** Whether the feed's message of this step is delivered twice. */
    public boolean deliversTwice(long sequence) {
        return scenario == Scenario.DUPLICATE_SIGNALS
                && new SplittableRandom(seed + sequence).nextInt(100) < TWICE_PERCENT;
    }

    private Fault error() {
        return Fault.of(random.nextBoolean() ? Kind.SERVER_ERROR : Kind.PROXY_ERROR);
    }

    private Fault rateLimit() {
        long now = nanos.getAsLong();
        if (now - bannedUntil < 0) {
            return Fault.of(Kind.RATE_LIMITED);
        }
        if (ordersSinceBan == ORDERS_BEFORE_BAN) {
            ordersSinceBan = 0;
            bannedUntil = now + BAN.toNanos();
            return Fault.of(Kind.RATE_LIMITED);
        }
        ordersSinceBan++;
        return Fault.NONE;
    }

    private Duration delay() {
        return Duration.ofMillis(happens(TOO_SLOW_PERCENT) ? random.nextInt(600, 900) : random.nextInt(20, 80));
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }
}
