package io.resilienceagent.incident;

import io.resilienceagent.guard.Redaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The failures of the agent itself, each kind and place once with a count: bounded, however often it fails. The
 * idea is that of Agrona's distinct error log. Thread-safe.
 */
public final class Failures {
    private static final int MOST = 500;
    private static final int LONGEST_EXAMPLE = 2000;
    private static final String OVERFLOW = "OTHER";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * One kind of failure at one place.
     *
     * @param first when it happened first
     * @param example what was thrown then
     */
    public record Entry(String kind, String place, Instant first, String example, LongAdder count) {}

    /** Counts a failure; true when it is the first of its kind at its place. */
    boolean count(String kind, String place, Throwable cause) {
        String key = entries.size() < MOST ? kind + ' ' + place : OVERFLOW;
        Entry known = entries.get(key);
        boolean first = known == null;
        if (first) {
            Entry fresh = new Entry(kind, place, Instant.now(), example(cause), new LongAdder());
            known = entries.putIfAbsent(key, fresh);
            first = known == null;
            known = first ? fresh : known;
        }
        known.count().increment();
        return first;
    }

    /** What was thrown, without the host's secrets: status shows it, and it may be the host's own exception. */
    private static String example(Throwable cause) {
        return Redaction.standard().of(String.valueOf(cause), LONGEST_EXAMPLE);
    }

    /** All kinds of failures so far. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }
}
