package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;

/** Answers about balances or orders differ from the truth: the host gets an altered copy. Thread-safe. */
final class Mismatch implements Fault {
    private final AlteredCopy altered;

    Mismatch(AlteredCopy altered) {
        this.altered = altered;
    }

    @Override
    public void after(Strike strike) {
        Object answer = strike.call().result();
        if (strike.call().failed() || answer == null) {
            return;
        }
        Object copy = altered.of(answer);
        if (copy != answer) {
            strike.call().alter(copy, null);
            strike.fired();
        }
    }
}
