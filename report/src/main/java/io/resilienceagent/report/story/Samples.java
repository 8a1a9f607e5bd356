package io.resilienceagent.report.story;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What threads were seen doing, sample by sample, in bounded memory: stacks share their lower frames, and when there are
 * too many samples every other one is forgotten, from then on before it is kept.
 */
public final class Samples {
    /** The stack of nothing: the root of all. */
    public static final int ROOT = 0;

    private static final int MOST_SAMPLES = 1 << 20;
    private static final int MOST_NODES = 400_000;
    private static final int MOST_FRAMES = 100_000;
    private static final String OTHER = "(more kinds of frames than are kept)";

    private final Map<String, Integer> frameIds = new HashMap<>();
    private final List<String> frames = new ArrayList<>();
    private final Map<Long, Integer> children = new HashMap<>();
    private int[] parent = new int[1024];
    private int[] frame = new int[1024];
    private int nodes = 1;
    private final Map<String, Integer> threadIds = new HashMap<>();
    private final List<String> threads = new ArrayList<>();
    private long[] at = new long[1024];
    private int[] thread = new int[1024];
    private int[] node = new int[1024];
    private int size;
    private int stride = 1;
    private long offered;

    /** The stack that has this frame upon that one; the same stack for the same frames. */
    public int push(int below, String name) {
        int id = frameIds.computeIfAbsent(
                frames.size() < MOST_FRAMES || frameIds.containsKey(name) ? name : OTHER, n -> {
                    frames.add(n);
                    return frames.size() - 1;
                });
        long key = (long) below << Integer.SIZE | id;
        Integer known = children.get(key);
        if (known != null) {
            return known;
        }
        if (nodes >= MOST_NODES) {
            return below;
        }
        if (nodes == parent.length) {
            parent = Arrays.copyOf(parent, nodes * 2);
            frame = Arrays.copyOf(frame, nodes * 2);
        }
        parent[nodes] = below;
        frame[nodes] = id;
        children.put(key, nodes);
        return nodes++;
    }

    /** A thread was seen at a moment with a stack. */
    public void add(long moment, String threadName, int stack) {
        if (offered++ % stride != 0) {
            return;
        }
        if (size == MOST_SAMPLES) {
            thin();
        }
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2);
            thread = Arrays.copyOf(thread, size * 2);
            node = Arrays.copyOf(node, size * 2);
        }
        at[size] = moment;
        node[size] = stack;
        thread[size++] = threadIds.computeIfAbsent(threadName, name -> {
            threads.add(name);
            return threads.size() - 1;
        });
    }

    private void thin() {
        for (int i = 0; i < size / 2; i++) {
            at[i] = at[2 * i];
            thread[i] = thread[2 * i];
            node[i] = node[2 * i];
        }
        size /= 2;
        stride *= 2;
    }

    /** For how many samples each one stands that was kept. */
    public int stride() {
        return stride;
    }

    /** How many were kept. */
    public int size() {
        return size;
    }

    /** The threads that were seen, in the order of their first sample. */
    public List<String> threads() {
        return List.copyOf(threads);
    }

    /** The frames of a stack, the outermost first. */
    public List<String> stack(int of) {
        List<String> stack = new ArrayList<>();
        for (int at = of; at != ROOT; at = parent[at]) {
            stack.add(0, frames.get(frame[at]));
        }
        return stack;
    }

    /** How often each stack of a thread was seen from one moment to another. */
    public Map<Integer, Integer> between(String threadName, long from, long to) {
        Map<Integer, Integer> counts = new HashMap<>();
        Integer id = threadIds.get(threadName);
        for (int i = 0; id != null && i < size; i++) {
            if (thread[i] == id && at[i] >= from && at[i] <= to) {
                counts.merge(node[i], 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The moments at which a thread was seen, in order. */
    public long[] moments(String threadName) {
        Integer id = threadIds.get(threadName);
        long[] moments = new long[size];
        int found = 0;
        for (int i = 0; id != null && i < size; i++) {
            if (thread[i] == id) {
                moments[found++] = at[i];
            }
        }
        long[] sorted = Arrays.copyOf(moments, found);
        Arrays.sort(sorted);
        return sorted;
    }
}
