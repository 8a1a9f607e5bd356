package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What makes two orders the same order, as normalised values. Immutable. The join point is no part of it: the same
 * order through another method is still the same order. Numbers are kept as the host gave them and compared by value,
 * which spares the way of every order two rounds of stripping zeros.
 */
public final class OrderSignature {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\"]");

    private final OrderKey key;
    private final Object[] values;
    private final int hash;

    OrderSignature(OrderKey key, Object[] values) {
        this.key = key;
        this.values = values;
        int sum = 1;
        for (Object value : values) {
            sum = 31 * sum + hash(value);
        }
        this.hash = mixed(sum);
    }

    /** Doubles of short decimals differ in their high bits only, and a hash table looks at the low ones. */
    private static int mixed(int sum) {
        int spread = (sum ^ sum >>> 16) * 0x9E3779B1;
        return spread ^ spread >>> 15;
    }

    /** Equal decimals have one nearest double, whatever their scales. */
    private static int hash(Object value) {
        return value instanceof BigDecimal number ? Double.hashCode(number.doubleValue()) : Objects.hashCode(value);
    }

    OrderKey key() {
        return key;
    }

    int size() {
        return values.length;
    }

    Object value(int index) {
        return values[index];
    }

    /** The value of a named field; null where the key has no such field or the host gave none. */
    public Object value(String name) {
        int index = key.names().indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** The symbol as text; empty where the key has none. */
    String symbol() {
        return Objects.toString(value(OrderKey.SYMBOL), "");
    }

    /** The order for a person: {@code BUY 0.01 BTCUSDT @ 64000}, then what else is in the key. */
    public String describe() {
        StringJoiner words = new StringJoiner(" ");
        for (String name : new String[] {OrderKey.SIDE, OrderKey.QUANTITY, OrderKey.SYMBOL}) {
            if (value(name) != null) {
                words.add(shown(value(name)));
            }
        }
        if (value(OrderKey.PRICE) != null) {
            words.add("@").add(shown(value(OrderKey.PRICE)));
        }
        for (int i = 0; i < values.length; i++) {
            String name = key.names().get(i);
            if (!ordinary(name)) {
                words.add(name + "=" + shown(values[i]));
            }
        }
        return words.toString();
    }

    private static boolean ordinary(String name) {
        return name.equals(OrderKey.SIDE)
                || name.equals(OrderKey.QUANTITY)
                || name.equals(OrderKey.SYMBOL)
                || name.equals(OrderKey.PRICE);
    }

    private static String shown(Object value) {
        // The host's text goes into log lines: one order must not look like two lines.
        return value instanceof BigDecimal number
                ? Decimals.text(number)
                : CONTROL.matcher(String.valueOf(value)).replaceAll("?");
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof OrderSignature that) || hash != that.hash || values.length != that.values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!same(values[i], that.values[i])) {
                return false;
            }
        }
        return key.equals(that.key);
    }

    /** Whether two normalised values are equal; numbers regardless of trailing zeros. */
    static boolean same(Object one, Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        return Objects.equals(one, other);
    }

    /** Whether a field that both keys have says that these are two orders. */
    boolean toldApartFrom(OrderSignature other) {
        for (int i = 0; i < values.length; i++) {
            int there = other.key.names().indexOf(key.names().get(i));
            if (there >= 0 && !same(values[i], other.values[there])) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return key.names() + Arrays.toString(values);
    }
}
