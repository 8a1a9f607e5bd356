package io.resilienceagent.cli.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A drill, as its file describes it. Immutable.
 *
 * @param name what it is called
 * @param loop whose ticks are looked at; empty where the bot has only one
 * @param deadline how long a tick may take; empty for the loop's {@code every}
 * @param resolution differences of times below this are noise, and break no expectation that speaks of the baseline
 * @param settle how long the bot may take to be calm before a scenario
 * @param scenarios in their order
 */
public record Drill(
        String name,
        Optional<String> loop,
        Optional<Duration> deadline,
        Duration resolution,
        Duration settle,
        List<Scenario> scenarios) {
    /** Copies the scenarios. */
    public Drill {
        scenarios = List.copyOf(scenarios);
    }

    /** The same with these scenarios only. */
    public Drill only(List<Scenario> chosen) {
        return new Drill(name, loop, deadline, resolution, settle, chosen);
    }

    /** The same with another measure of noise. */
    public Drill resolution(Duration noise) {
        return new Drill(name, loop, deadline, noise, settle, scenarios);
    }

    /** The same in so much less time: baselines, faults, their bursts and the waits after them are shorter. */
    public Drill faster(double times) {
        return only(scenarios.stream().map(scenario -> scenario.faster(times)).toList());
    }

    /** How long it takes if every scenario takes as long as it may. */
    public Duration atMost() {
        return scenarios.stream()
                .map(scenario -> scenario.baseline().plus(scenario.lasts()).plus(scenario.recovery()))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
