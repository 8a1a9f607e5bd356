package io.resilienceagent.bind;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of the host, which come as BigDecimal, double, long or text, as exact decimals. */
public final class Decimals {
    private Decimals() {}

    /**
     * The value as a decimal; a double as it prints, not as its binary expansion.
     *
     * @throws ArithmeticException for null, NaN, infinities and anything that is no number
     */
    public static BigDecimal of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        try {
            return new BigDecimal(String.valueOf(value).strip());
        } catch (NumberFormatException e) {
            throw new ArithmeticException("a number was expected, found "
                    + (value == null ? "null" : value.getClass().getName() + " '" + value + "'"));
        }
    }
}
