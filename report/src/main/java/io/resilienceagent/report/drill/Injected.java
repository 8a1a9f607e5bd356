package io.resilienceagent.report.drill;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fault of a scenario, and what became of it. Immutable.
 *
 * @param type its kind
 * @param target where it struck; empty for the process
 * @param percent of how many calls; empty where no calls are struck
 * @param options of the type
 * @param lastsMs how long it was to last
 * @param id the agent's name of the experiment; empty where it never began
 * @param seed by which it decided
 * @param fired how often it really happened
 * @param whyEnded the agent's word for it
 * @param gone whether the agent has seen that its effect is gone
 */
public record Injected(
        String type,
        String target,
        String percent,
        Map<String, Object> options,
        long lastsMs,
        String id,
        String seed,
        long fired,
        String whyEnded,
        boolean gone) {
    /** Copies the options, in their order. */
    public Injected {
        options = options == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
