package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.drill.Measure.Kind;

/** What to do where an expectation did not hold and its drill says nothing itself. Stateless. */
final class Advice {
    private Advice() {}

    static String of(Kind kind) {
        return switch (kind) {
            case P50, P95, P99, MAX, DEADLINE_MISS ->
                "Ticks wait for what is slow or tried again: give those calls a timeout, and a circuit_breaker that stops "
                        + "trying.";
            case RECOVERY_TICKS, RECOVERY_TIME, STATE ->
                "The bot does not come back by itself: look at the incidents of this time, and at what its loop does with "
                        + "work that piled up.";
            case FIRED ->
                "The fault met no call: look at its target and options, and at what denied the calls before they came so far.";
            case TICKS -> "The loop did not run: look at the incidents of this time.";
            case INCREASE, PER_TICK, METRIC ->
                "Look at what the metric counts (docs/metrics.md), and at the guards of the join point that it names.";
        };
    }
}
