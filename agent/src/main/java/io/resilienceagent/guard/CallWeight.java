package io.resilienceagent.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many calls a call counts for, read from what a policy says or a host holds. */
final class CallWeight {
    private CallWeight() {}

    /**
     * The weight as a whole number, rounded up; at most {@link Integer#MAX_VALUE}, so that products stay in range.
     *
     * @throws IllegalArgumentException when it is neither a number nor a text of one, or negative: a weight that is
     *     not understood must not count as nothing
     */
    static long of(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return checked(((Number) value).longValue(), value);
        }
        try {
            BigDecimal number =
                    new BigDecimal(String.valueOf(value).strip()).min(BigDecimal.valueOf(Integer.MAX_VALUE));
            return checked(
                    number.signum() < 0
                            ? -1
                            : number.setScale(0, RoundingMode.CEILING).longValue(),
                    value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a weight: " + value, e);
        }
    }

    private static long checked(long weight, Object value) {
        if (weight < 0) {
            throw new IllegalArgumentException("a weight cannot be negative: " + value);
        }
        return Math.min(weight, Integer.MAX_VALUE);
    }
}
