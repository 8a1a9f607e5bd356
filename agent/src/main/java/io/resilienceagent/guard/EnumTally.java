package io.resilienceagent.guard;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts for each of a few kinds of things. All counters are there from the start, so that counting takes no memory. Thread-safe; waits for
 * nobody.
 *
 * @param <E> the kinds
 */
public final class EnumTally<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    /** With nothing counted yet. */
    public EnumTally(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** One more. */
    public void add(E kind) {
        add(kind, 1);
    }

    /** So many more. */
    public void add(E kind, long more) {
        counts.get(kind).add(more);
    }

    /** How many there are of a kind. */
    public long count(E kind) {
        return counts.get(kind).sum();
    }

    /** How many there are of all kinds. */
    public long sum() {
        long sum = 0;
        for (LongAdder count : counts.values()) {
            sum += count.sum();
        }
        return sum;
    }
}
