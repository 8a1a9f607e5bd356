package io.resilienceagent.report.story;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A frame, how often it was seen, and what it called: the tree of a flame graph. */
public final class Flame {
    private final String name;
    private final Map<String, Flame> calls = new TreeMap<>();
    private int count;

    private Flame(String name) {
        this.name = name;
    }

    /** The tree of some stacks, as {@link Samples#between} counts them. */
    public static Flame of(Samples samples, Map<Integer, Integer> stacks) {
        Flame root = new Flame("");
        stacks.forEach((stack, times) -> {
            Flame at = root;
            at.count += times;
            for (String frame : samples.stack(stack)) {
                at = at.calls.computeIfAbsent(frame, Flame::new);
                at.count += times;
            }
        });
        return root;
    }

    /** The frame, as {@code com.acme.Loop.tick}; empty for the root. */
    public String name() {
        return name;
    }

    /** How many samples have it. */
    public int count() {
        return count;
    }

    /** What it called, the most often seen first. */
    public List<Flame> calls() {
        return calls.values().stream()
                .sorted(Comparator.comparingInt(Flame::count).reversed().thenComparing(Flame::name))
                .toList();
    }

    /** How many frames lie above each other at most, this one not counted. */
    public int depth() {
        int deepest = 0;
        for (Flame call : calls.values()) {
            deepest = Math.max(deepest, 1 + call.depth());
        }
        return deepest;
    }
}
