package io.resilienceagent.policy;

import java.math.BigDecimal;

/**
 * A percent, 0 (never) to 100 (always), exactly as it was given.
 *
 * @param text a plain decimal number without zeros that say nothing: two percents are equal when they are the same number
 */
public record Percent(String text) {
    private static final int MOST = 100;

    /** Takes any decimal number; refuses another text, and a value out of range, with an IllegalArgumentException. */
    public Percent {
        // Most are whole, and JDK 25 multiplies huge numbers, on threads, before it makes its first BigDecimal.
        text = Numbers.isWhole(text) ? whole(text) : plain(new BigDecimal(text));
    }

    /** Refuses a value out of range with an IllegalArgumentException. */
    public Percent(BigDecimal value) {
        this(value.toString());
    }

    private static String whole(String text) {
        long value = Long.parseLong(text);
        if (value > MOST) {
            throw outOfRange(text);
        }
        return Long.toString(value);
    }

    private static String plain(BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw outOfRange(value.toString());
        }
        return value.stripTrailingZeros().toPlainString();
    }

    private static IllegalArgumentException outOfRange(String text) {
        return new IllegalArgumentException(text + " is not a percent from 0 to 100");
    }

    /** The number; made anew at each call. */
    public BigDecimal value() {
        return new BigDecimal(text);
    }

    /** The percent as a fraction of 1. */
    public double fraction() {
        return Double.parseDouble(text) / MOST;
    }
}
