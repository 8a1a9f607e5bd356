package io.resilienceagent.policy;

import java.math.BigDecimal;

/**
 * A percent, 0 (never) to 100 (always), exactly as it was given.
 *
 * @param text a plain decimal number without zeros that say nothing: two percents are equal when they are the same number
 */
public record Percent(String text) {
    private static final int MOST = 100;
    private static final int MOST_DIGITS = 3;

    /** Takes any decimal number; refuses another text, and a value out of range, with an IllegalArgumentException. */
    public Percent {
        text = isWhole(text) ? whole(text) : plain(new BigDecimal(text));
    }

    /** Refuses a value out of range with an IllegalArgumentException. */
    public Percent(BigDecimal value) {
        this(value.toString());
    }

    /** Most are, and JDK 25 multiplies huge numbers, on threads, before it makes its first BigDecimal. */
    private static boolean isWhole(String text) {
        boolean digits = !text.isEmpty() && text.length() <= MOST_DIGITS;
        for (int i = 0; i < text.length() && digits; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    private static String whole(String text) {
        int value = Integer.parseInt(text);
        if (value > MOST) {
            throw outOfRange(text);
        }
        return Integer.toString(value);
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
