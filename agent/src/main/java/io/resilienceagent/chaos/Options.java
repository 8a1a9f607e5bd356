package io.resilienceagent.chaos;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one fault, each given as JSON has it (text, number, true or false) or left out. Whoever reads them names
 * what is wrong. Immutable.
 *
 * @param values String, Boolean, Long or BigDecimal by name; those that the type does not know have been refused before
 */
public record Options(Map<String, Object> values) {
    /** Copies the map. */
    public Options {
        values = Map.copyOf(values);
    }

    /** A text; numbers are texts too. */
    public Optional<String> text(String name) {
        Object value = values.get(name);
        return Optional.ofNullable(value)
                .map(found -> found instanceof BigDecimal number ? number.toPlainString() : found.toString());
    }

    /** True or false. */
    public boolean truth(String name, boolean unset) {
        String found = text(name).orElse(Boolean.toString(unset));
        if (!found.equals("true") && !found.equals("false")) {
            throw wrong(name, found, "true or false");
        }
        return found.equals("true");
    }

    /** A whole number within bounds. */
    public long whole(String name, long unset, long least, long most) {
        String found = text(name).orElse(Long.toString(unset));
        try {
            long value = new BigDecimal(found).longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException malformed) {
            // Told below.
        }
        throw wrong(name, found, "a whole number from " + least + " to " + most);
    }

    /** One of the constants of an enumeration, in lower case. */
    public <E extends Enum<E>> E choice(String name, E unset) {
        String found = text(name).orElse(unset.name());
        for (E constant : unset.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(found)) {
                return constant;
            }
        }
        throw wrong(
                name,
                found,
                "one of " + Arrays.toString(unset.getDeclaringClass().getEnumConstants()));
    }

    /** What to throw when an option cannot be used. */
    public static IllegalArgumentException wrong(String name, String found, String expected) {
        return new IllegalArgumentException("option " + name + ": found " + found + ", expected " + expected);
    }
}
