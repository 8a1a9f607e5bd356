package com.example.marketbot.exchange;

import java.time.Duration;

/**
 * What goes wrong with one order.
 *
 * @param delay how much later than usual the answer comes
 */
public record Fault(Kind kind, Duration delay) {
    /** All is well. */
    public static final Fault NONE = of(Kind.NONE);

    /** The ways in which an exchange can fail its customer. */
    public enum Kind {
        NONE,
        SERVER_ERROR,
        PROXY_ERROR,
        RATE_LIMITED,
        SLOW_ANSWER,
        LOST_ANSWER
    }

    static Fault of(Kind kind) {
        return new Fault(kind, Duration.ZERO);
    }
}
