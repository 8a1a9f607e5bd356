package io.resilienceagent.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of the host that are in a fault right now, and in whose. Thread-safe. */
final class Struck {
    private static final String OURS = "resilience-";

    private final Map<Thread, Experiment> threads = new ConcurrentHashMap<>();

    /** Whether the thread that asks is in a fault: what it calls from there is the fault's own doing. */
    boolean here() {
        return threads.containsKey(Thread.currentThread());
    }

    /** Whether the thread that asks is one of the agent's. */
    static boolean ours() {
        return Thread.currentThread().getName().startsWith(OURS);
    }

    void enter(Experiment experiment) {
        threads.put(Thread.currentThread(), experiment);
    }

    void leave() {
        threads.remove(Thread.currentThread());
    }

    /** Whether any thread is in a fault of this experiment. */
    boolean any(Experiment experiment) {
        return threads.containsValue(experiment);
    }

    /** In whose fault a thread is, by its id. */
    Optional<Experiment> of(long thread) {
        return threads.entrySet().stream()
                .filter(entry -> entry.getKey().getId() == thread)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
