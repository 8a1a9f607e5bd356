package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.UnreadableValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Which bound values make two orders the same, and how each is compared. Numbers are compared as numbers, so that
 * 0.10 is 0.1 is "0.1"; sides regardless of case; all else as text. Immutable.
 */
public final class OrderKey {
    /** The field that names what is traded. */
    static final String SYMBOL = "symbol";

    static final String SIDE = "side";
    static final String QUANTITY = "quantity";
    static final String PRICE = "price";
    private static final List<String> NUMERIC = List.of(QUANTITY, PRICE, "amount", "notional");

    private final List<String> names;
    /** How each field is compared: told by its name once, not for every order. */
    private final Form[] forms;

    /** How the texts of a field are compared. */
    private enum Form {
        SIDE,
        NUMBER,
        TEXT;

        static Form of(String name) {
            if (name.equals(OrderKey.SIDE)) {
                return SIDE;
            }
            return numeric(name) ? NUMBER : TEXT;
        }
    }

    /** @param names the bound names, in the order of the values; such as symbol, side, quantity, price */
    public OrderKey(List<String> names) {
        this.names = List.copyOf(names);
        this.forms = this.names.stream().map(Form::of).toArray(Form[]::new);
    }

    /** The bound names, in the order of the values. */
    public List<String> names() {
        return names;
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
        if (values.length != forms.length) {
            throw new IllegalArgumentException(values.length + " values for the key " + names);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = comparable(forms[i], values[i]);
        }
        return new OrderSignature(this, values);
    }

    /** The value of a field in the form that is compared and journaled: null, a String or a BigDecimal. */
    static Object comparable(String name, Object value) {
        return comparable(Form.of(name), value);
    }

    private static Object comparable(Form form, Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Number) {
            return Decimals.of(value);
        }
        String text = text(value);
        if (form == Form.SIDE) {
            return text.toUpperCase(Locale.ROOT);
        }
        BigDecimal number = form == Form.NUMBER ? Decimals.parse(text) : null;
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

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof OrderKey that && names.equals(that.names));
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
