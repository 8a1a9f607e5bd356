package io.resilienceagent.chaos;

import java.util.concurrent.atomic.LongAdder;

/** A place that experiments can strike at, by its name; outlives reloads of the policy. Thread-safe. */
final class Aim {
    private final LatencySample latency = new LatencySample();
    private final LongAdder errors = new LongAdder();
    private volatile Experiment current;

    /** The experiment that strikes here; null for none, which is one read of memory. */
    Experiment current() {
        return current;
    }

    void current(Experiment next) {
        current = next;
    }

    LatencySample latency() {
        return latency;
    }

    /** Calls that failed. */
    LongAdder errors() {
        return errors;
    }
}
