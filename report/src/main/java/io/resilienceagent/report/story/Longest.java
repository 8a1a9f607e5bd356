package io.resilienceagent.report.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** Keeps the longest of many things that last, and counts all. */
public final class Longest<T> {
    private final int most;
    private final ToLongFunction<T> nanos;
    private final PriorityQueue<T> kept;
    private long count;
    private long sum;

    /**
     * @param most how many are kept
     * @param nanos how long one lasts
     */
    public Longest(int most, ToLongFunction<T> nanos) {
        this.most = most;
        this.nanos = nanos;
        this.kept = new PriorityQueue<>(Comparator.comparingLong(nanos));
    }

    /** Counts one, and keeps it if it is long enough. */
    public void add(T item) {
        count++;
        sum += nanos.applyAsLong(item);
        kept.add(item);
        if (kept.size() > most) {
            kept.poll();
        }
    }

    /** Those that were kept, the longest first. */
    public List<T> list() {
        List<T> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingLong(nanos).reversed());
        return sorted;
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** How long all together, in nanoseconds. */
    public long sum() {
        return sum;
    }
}
