package io.resilienceagent.bind;

import io.resilienceagent.guard.UnreadableValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads the host's numbers, in whatever type they come, as decimals of a bounded size. */
public final class Decimals {
    /** Adding 1 and 1e999999999 would need a gigabyte: no price or quantity has this many digits. */
    private static final int MOST_DIGITS = 100;

    private Decimals() {}

    /**
     * The number that the value is: any {@link Number}, or text.
     *
     * @throws UnreadableValueException when it is null, not a number, infinite or absurdly long
     */
    public static BigDecimal of(Object value) {
        BigDecimal number = value instanceof CharSequence text ? parse(text.toString()) : numeric(value);
        if (number == null) {
            throw new UnreadableValueException(describe(value) + " is not a number");
        }
        return number;
    }

    /** As {@link #of}, but null for null. */
    public static BigDecimal orNull(Object value) {
        return value == null ? null : of(value);
    }

    /** The number that a text is, or null when it is none. */
    public static BigDecimal parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > 2 * MOST_DIGITS) {
            return null;
        }
        try {
            return bounded(new BigDecimal(trimmed));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static BigDecimal numeric(Object value) {
        if (value instanceof BigDecimal decimal) {
            // A subclass of the host's would keep its loader alive in the book and could change under us.
            return bounded(decimal.getClass() == BigDecimal.class ? decimal : new BigDecimal(decimal.toString()));
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger integer) {
            return bounded(new BigDecimal(integer));
        }
        // Double and Float print the shortest decimal that names them, which is what the author of 0.1 meant.
        return value instanceof Number ? parse(value.toString()) : null;
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new UnreadableValueException("a number with " + number.precision() + " digits and the scale "
                    + number.scale() + " is no price or quantity");
        }
        return number;
    }

    /** The shortest plain text of a number: {@code 0.1} for 0.10, {@code 10} for 1E+1. */
    public static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String describe(Object value) {
        return value == null
                ? "nothing"
                : "'" + value + "' (" + value.getClass().getName() + ")";
    }
}
