package io.resilienceagent.chaos.fault;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Another number of the same type.
 *
 * @param factor by which it is multiplied
 * @param amount what is added then
 */
record AlteredNumber(BigDecimal factor, BigDecimal amount) {
    private static final int MOST_DIGITS = 60;

    /** The altered number, also of a text that is one; anything else as it is. */
    Object of(Object value) {
        if (value instanceof BigDecimal number) {
            return altered(number);
        } else if (value instanceof Double number) {
            return Double.isFinite(number) ? altered(BigDecimal.valueOf(number)).doubleValue() : value;
        } else if (value instanceof Float number) {
            return Float.isFinite(number)
                    ? altered(new BigDecimal(number.toString())).floatValue()
                    : value;
        } else if (value instanceof Long number) {
            return altered(BigDecimal.valueOf(number)).longValue();
        } else if (value instanceof Integer number) {
            return altered(BigDecimal.valueOf(number)).intValue();
        } else if (value instanceof BigInteger number) {
            return altered(new BigDecimal(number)).toBigInteger();
        }
        return value instanceof String text ? ofText(text) : value;
    }

    private String ofText(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.matches("-?[0-9]+(?:\\.[0-9]+)?")) {
            return text;
        }
        return altered(new BigDecimal(text)).toPlainString();
    }

    /** As exact as it was: an exchange has so many digits and no more. */
    private BigDecimal altered(BigDecimal number) {
        int scale = Math.max(Math.max(number.scale(), amount.scale()), 0);
        return number.multiply(factor).add(amount).setScale(scale, RoundingMode.HALF_UP);
    }
}
