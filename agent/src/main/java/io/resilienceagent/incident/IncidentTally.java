package io.resilienceagent.incident;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many incidents there were since the start, by their kind; a newer version of one counts no more. Thread-safe. */
public final class IncidentTally {
    /** Of older ones nobody writes a newer version. */
    private static final int REMEMBERED = 1000;

    private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();
    private final Set<String> ids = new LinkedHashSet<>();

    void seen(Incident incident) {
        try {
            if (fresh(incident.incidentId())) {
                kinds.computeIfAbsent(incident.kind(), kind -> new LongAdder()).increment();
            }
        } catch (OutOfMemoryError uncounted) {
            // To write it down matters more than to count it.
        }
    }

    private synchronized boolean fresh(String id) {
        boolean fresh = ids.add(id);
        if (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
        return fresh;
    }

    /** How many there were of each kind; waits for nobody. */
    public Map<String, Long> byKind() {
        Map<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }
}
