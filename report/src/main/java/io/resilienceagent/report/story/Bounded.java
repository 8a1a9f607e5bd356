package io.resilienceagent.report.story;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list that keeps the first so many and counts the rest. */
public final class Bounded<T> {
    private final int most;
    private final List<T> kept = new ArrayList<>();
    private long dropped;

    /** @param most how many are kept */
    public Bounded(int most) {
        this.most = most;
    }

    /** Keeps one more, or counts it. */
    public void add(T item) {
        if (kept.size() < most) {
            kept.add(item);
        } else {
            dropped++;
        }
    }

    /** Those that were kept, in their order. */
    public List<T> list() {
        return Collections.unmodifiableList(kept);
    }

    /** How many were not. */
    public long dropped() {
        return dropped;
    }
}
