package io.resilienceagent.cause;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts in the order of their weight; what is not known is not there. */
final class Evidence {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    /** Begins with the sentence for people. */
    Evidence(String summary) {
        facts.put("summary", summary);
    }

    private Evidence() {}

    static Evidence part() {
        return new Evidence();
    }

    /** Adds a fact unless it is null, an empty text or an empty collection. */
    Evidence with(String name, Object fact) {
        boolean nothing = fact == null
                || (fact instanceof CharSequence text && text.length() == 0)
                || (fact instanceof Collection<?> many && many.isEmpty())
                || (fact instanceof Map<?, ?> map && map.isEmpty());
        if (!nothing) {
            facts.put(name, fact);
        }
        return this;
    }

    /** Adds a number unless it is negative, which is how "not known" is told. */
    Evidence withKnown(String name, double number) {
        return number < 0 ? this : with(name, Share.rounded(number));
    }

    /** The same of a count. */
    Evidence withCount(String name, long number) {
        return number < 0 ? this : with(name, number);
    }

    Evidence withAll(Map<String, Object> more) {
        more.forEach(this::with);
        return this;
    }

    Map<String, Object> facts() {
        return facts;
    }

    Finding as(Cause cause) {
        return new Finding(cause, facts);
    }
}
