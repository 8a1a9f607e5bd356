package io.resilienceagent.control;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a command was given: the members of a JSON object, read as what the command expects. A member that is something
 * else is {@link Refused} by name. Immutable.
 */
public final class Request {
    private final Map<String, Object> members;
    private final Session session;

    /**
     * @param members JSON values as Java has them: String, Boolean, BigDecimal, List, Map, or null
     * @param session who asks
     */
    public Request(Map<String, Object> members, Session session) {
        this.members = Map.copyOf(withoutNulls(members));
        this.session = session;
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> members) {
        Map<String, Object> present = new LinkedHashMap<>(members);
        present.values().removeIf(value -> value == null);
        return present;
    }

    /** Who asks. */
    public Session session() {
        return session;
    }

    /** The names of all members that are not null. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Refuses what nobody reads: a slip in a name must not go unseen. */
    public void only(Set<String> known) throws Refused {
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                throw new Refused(
                        "BAD_REQUEST",
                        "found '" + name + "', expected "
                                + (known.isEmpty() ? "nothing" : "one of " + new TreeSet<>(known)),
                        "");
            }
        }
    }

    /** A member as JSON has it, for those that may be of several kinds; null where there is none. */
    public Object value(String name) {
        return members.get(name);
    }

    /** A text; empty where there is none. */
    public Optional<String> text(String name) throws Refused {
        return of(name, String.class, "a text");
    }

    /** A text that must be there. */
    public String requiredText(String name) throws Refused {
        return text(name).orElseThrow(() -> missing(name, "a text"));
    }

    /** True or false; empty where there is none. */
    public Optional<Boolean> truth(String name) throws Refused {
        return of(name, Boolean.class, "true or false");
    }

    /** A number; empty where there is none. */
    public Optional<BigDecimal> number(String name) throws Refused {
        return of(name, Number.class, "a number")
                .map(number -> number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number);
    }

    /** A number as a plain text; empty where there is none. */
    public Optional<String> plainNumber(String name) throws Refused {
        return of(name, Number.class, "a number")
                .map(number -> number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString());
    }

    /** A whole number within bounds; empty where there is none. */
    public Optional<Long> whole(String name, long least, long most) throws Refused {
        Optional<Number> number = of(name, Number.class, "a number");
        if (number.isEmpty() || (number.get() instanceof Long known && known >= least && known <= most)) {
            return number.map(Number::longValue);
        }
        BigDecimal value = number(name).orElseThrow();
        if (value.stripTrailingZeros().scale() > 0
                || value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw malformed(name, value.toString(), "a whole number from " + least + " to " + most);
        }
        return Optional.of(value.longValueExact());
    }

    /** An object; empty where there is none. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object(String name) throws Refused {
        return (Map<String, Object>) of(name, Map.class, "an object").orElse(Map.of());
    }

    /** A list of texts, which one text alone may stand for; empty where there is none. */
    public List<String> texts(String name) throws Refused {
        Object value = members.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        List<?> list = of(name, List.class, "a list of texts").orElse(List.of());
        for (Object item : list) {
            if (!(item instanceof String)) {
                throw malformed(name, String.valueOf(item), "a list of texts");
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    private <T> Optional<T> of(String name, Class<T> type, String expected) throws Refused {
        Object value = members.get(name);
        if (value != null && !type.isInstance(value)) {
            throw malformed(name, String.valueOf(value), expected);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private static Refused missing(String name, String expected) {
        return new Refused("BAD_REQUEST", name + " is missing: expected " + expected, "");
    }

    private static Refused malformed(String name, String found, String expected) {
        return new Refused("BAD_REQUEST", name + ": found " + found + ", expected " + expected, "");
    }
}
