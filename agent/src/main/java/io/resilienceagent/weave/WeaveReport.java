package io.resilienceagent.weave;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/** What the patterns really matched, so that every rule can prove its effect. Thread-safe. */
public final class WeaveReport {
    private static final int MOST_PROBLEMS = 1000;

    private final Map<String, Set<String>> matched = new ConcurrentHashMap<>();
    private final Set<String> problems = new ConcurrentSkipListSet<>();
    private volatile Consumer<String> listener = joinPoint -> {};

    /** Forgets what was matched under other patterns: every class that may match is looked at again. */
    void begin() {
        matched.clear();
        problems.clear();
    }

    void matched(String joinPoint, String className, Set<String> methods) {
        Set<String> known = matched.computeIfAbsent(joinPoint, j -> new ConcurrentSkipListSet<>());
        methods.forEach(method -> known.add(className.replace('/', '.') + "#" + method));
        listener.accept(joinPoint);
    }

    /** Has somebody told of each join point that has matched, on the thread that loads the class: who is told must not wait. */
    public void whenMatched(Consumer<String> told) {
        listener = told;
    }

    /** Whether a join point has matched anything. */
    public boolean hasMatched(String joinPoint) {
        return matched.containsKey(joinPoint);
    }

    void problem(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** The methods woven for a join point, as {@code com.acme.Client#placeOrder(Order)}; empty when it matched nothing. */
    public List<String> methods(String joinPoint) {
        return List.copyOf(matched.getOrDefault(joinPoint, Set.of()));
    }

    /** Methods by join point. */
    public Map<String, List<String>> methods() {
        Map<String, List<String>> all = new TreeMap<>();
        matched.forEach((joinPoint, methods) -> all.put(joinPoint, List.copyOf(methods)));
        return all;
    }

    /** What could not be woven, and why. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
