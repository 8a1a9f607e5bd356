package io.resilienceagent.state;

import io.resilienceagent.guard.EnumTally;
import java.util.EnumMap;
import java.util.Map;

/** How often the state changed, from each to each, since the start of the process. Thread-safe; waits for nobody. */
public final class TransitionTally {
    private final Map<SystemState, EnumTally<SystemState>> counts = new EnumMap<>(SystemState.class);

    TransitionTally() {
        for (SystemState from : SystemState.values()) {
            counts.put(from, new EnumTally<>(SystemState.class));
        }
    }

    void count(Transition transition) {
        counts.get(transition.from()).add(transition.to());
    }

    /** How often the one state was left for the other. */
    public long count(SystemState from, SystemState to) {
        return counts.get(from).count(to);
    }
}
