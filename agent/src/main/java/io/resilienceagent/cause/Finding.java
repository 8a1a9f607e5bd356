package io.resilienceagent.cause;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cause and what shows it. Immutable.
 *
 * @param cause the cause
 * @param evidence facts by name, in the order of their weight: texts, numbers, booleans, lists and maps of these, fit
 *     to be written as JSON; never a secret, never an argument's value
 */
public record Finding(Cause cause, Map<String, Object> evidence) {
    /** Copies the facts and keeps their order. */
    public Finding {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }
}
