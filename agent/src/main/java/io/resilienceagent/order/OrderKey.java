package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.UnreadableValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Which bound values make two orders the same, and how each is compared. Numbers are compared as numbers, so that
 * 0.10 is 0.1 is "0.1"; sides regardless of case; all else as text.
 *
 * @param names the bound names, in the order of the values; such as symbol, side, quantity, price
 */
public record OrderKey(List<String> names) {
    /** The field that names what is traded. */
    static final String SYMBOL = "symbol";

    static final String SIDE = "side";
    static final String QUANTITY = "quantity";
    static final String PRICE = "price";
    private static final List<String> NUMERIC = List.of(QUANTITY, PRICE, "amount", "notional");

    /** Copies the names. */
    public OrderKey {
        names = List.copyOf(names);
    }

    /** Whether a field holds a number even where the host gives text. */
    static boolean numeric(String name) {
        return NUMERIC.contains(name) || name.endsWith("_price") || name.endsWith("_quantity");
    }

    /**
     * The signature that these values make; the array becomes the signature's own.
     *
     * @param values the host's objects, one for each name
     * @throws UnreadableValueException for a value that cannot be compared: NaN, an object without a text of its own
     */
    public OrderSignature signature(Object... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(values.length + " values for the key " + names);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = comparable(names.get(i), values[i]);
        }
        return new OrderSignature(this, values);
    }

    /** The value of a field in the form that is compared and journaled: null, a String or a BigDecimal. */
    static Object comparable(String name, Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number) {
            return Decimals.of(value);
        }
        String text = text(value);
        if (name.equals(SIDE)) {
            return text.toUpperCase(Locale.ROOT);
        }
        BigDecimal number = numeric(name) ? Decimals.parse(text) : null;
        return number == null ? text : number;
    }

    /** The name of an enum constant, the text of anything else that has one. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        String text = String.valueOf(value);
        // Object.toString names the instance: two equal orders would never be found to be the same.
        if (text.equals(value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value)))) {
            throw new UnreadableValueException(
                    "an instance of " + value.getClass().getName() + " has no text of its own to compare orders by;"
                            + " bind a part of it");
        }
        return text;
    }
}
