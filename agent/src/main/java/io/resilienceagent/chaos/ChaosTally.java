package io.resilienceagent.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was injected since the start of the process, by the type of the fault. Thread-safe; waits for nobody. */
public final class ChaosTally {
    private final Map<String, LongAdder> begun = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> fired = new ConcurrentHashMap<>();

    void begun(String type) {
        add(begun, type);
    }

    void fired(String type) {
        add(fired, type);
    }

    private static void add(Map<String, LongAdder> counts, String type) {
        counts.computeIfAbsent(type, unused -> new LongAdder()).increment();
    }

    /** Experiments that have begun, those that only pretend among them. */
    public Map<String, Long> begun() {
        return sums(begun);
    }

    /** How often a fault has really happened to the host; 0 for one that has begun and not struck. */
    public Map<String, Long> fired() {
        Map<String, Long> sums = sums(fired);
        begun.keySet().forEach(type -> sums.putIfAbsent(type, 0L));
        return sums;
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((type, count) -> sums.put(type, count.sum()));
        return sums;
    }
}
