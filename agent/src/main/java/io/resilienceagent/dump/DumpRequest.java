package io.resilienceagent.dump;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a dump is taken, and what is known already.
 *
 * @param incidentId the incident that it belongs to
 * @param context what led to it, as {@code LOOP_GUARD_TIMEOUT}
 * @param suspects ids of the threads that matter most, as that of the loop that stands: these are told in the log too
 * @param lastThrown what a thread's work ended with, by the thread's id
 * @param evidence more facts: texts, numbers, booleans, lists and maps of these
 */
public record DumpRequest(
        String incidentId,
        String context,
        List<Long> suspects,
        Map<Long, Throwable> lastThrown,
        Map<String, Object> evidence) {
    /** Copies what it is given. */
    public DumpRequest {
        suspects = List.copyOf(suspects);
        lastThrown = Map.copyOf(lastThrown);
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }
}
