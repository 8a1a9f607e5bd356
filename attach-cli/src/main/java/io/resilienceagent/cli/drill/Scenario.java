package io.resilienceagent.cli.drill;

import java.time.Duration;
import java.util.List;

/**
 * One fault or stall, or several at once, what the bot is compared with, and what is expected of it. Immutable.
 *
 * @param name unique in its drill; part of a file's name
 * @param about a sentence for people; may be empty
 * @param faults what is injected, all at once
 * @param lasts how long
 * @param baseline how long the bot is looked at before
 * @param recovery how long it may take to be as before
 * @param expectations what must hold
 */
public record Scenario(
        String name,
        String about,
        List<FaultRequest> faults,
        Duration lasts,
        Duration baseline,
        Duration recovery,
        List<Expectation> expectations) {
    /** Copies the lists. */
    public Scenario {
        faults = List.copyOf(faults);
        expectations = List.copyOf(expectations);
    }

    Scenario faster(double times) {
        return new Scenario(
                name,
                about,
                faults.stream().map(fault -> fault.faster(times)).toList(),
                shorter(lasts, times),
                shorter(baseline, times),
                shorter(recovery, times),
                expectations);
    }

    static Duration shorter(Duration time, double times) {
        return Duration.ofNanos((long) (time.toNanos() / times));
    }
}
