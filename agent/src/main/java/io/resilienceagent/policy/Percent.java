package io.resilienceagent.policy;

import java.math.BigDecimal;

/**
 * A percent, 0 (never) to 100 (always).
 *
 * @param value from 0 to 100
 */
public record Percent(BigDecimal value) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Refuses a value out of range with an IllegalArgumentException. */
    public Percent {
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(value + " is not a percent from 0 to 100");
        }
    }

    /** The percent as a fraction of 1. */
    public double fraction() {
        return value.doubleValue() / 100;
    }
}
