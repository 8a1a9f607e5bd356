package io.resilienceagent.policy;

import java.math.BigDecimal;
import java.util.Optional;

/** The numbers of a policy: decimal, bounded, exact. */
final class Numbers {
    /** A number like 1e999999999 is legal YAML, and a trap for whoever prints it or adds to it. */
    private static final int LONGEST = 40;

    private static final int GREATEST_EXPONENT = 30;

    /** So many digits always fit a long. */
    private static final int DIGITS_OF_LONG = 18;

    private Numbers() {}

    /** Whether YAML's core schema takes a plain text as a decimal number. */
    static boolean isNumber(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == text.length();
    }

    /** Whether a text is a whole number of digits alone that fits a long. */
    static boolean isWhole(String text) {
        return !text.isEmpty() && text.length() <= DIGITS_OF_LONG && digits(text, 0) == text.length();
    }

    /** The whole number, or empty for one that has a fraction or fits no long. */
    static Optional<Long> whole(String text) {
        if (isWhole(text)) {
            return Optional.of(Long.parseLong(text));
        }
        try {
            return parse(text).map(BigDecimal::longValueExact);
        } catch (ArithmeticException noLong) {
            return Optional.empty();
        }
    }

    /** The number, or empty for one that is too long or too large to be meant. */
    static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST || !isNumber(text)) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // The adjusted exponent of a zero says nothing: 0e999 is harmless only after stripping.
            if (number.signum() == 0) {
                return Optional.of(BigDecimal.ZERO);
            }
            int exponent = number.precision() - number.scale() - 1;
            return Math.abs((long) exponent) > GREATEST_EXPONENT ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty(); // an exponent beyond int
        }
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
