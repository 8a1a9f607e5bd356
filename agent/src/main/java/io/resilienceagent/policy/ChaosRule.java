package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What may be broken on purpose.
 *
 * @param enabled whether faults and stalls can be injected at all
 * @param dryRun whether experiments only decide, log and count
 * @param maxDuration the longest experiment
 * @param instance by what this process is told from others in a rollout
 * @param clock whose view of the time {@code clock_skew_ms} changes: patterns of class names
 * @param rollback conditions on live figures of which any ends every experiment
 * @param unbreakable whether a deadlock may be injected that outlives its experiment
 */
@Section(
        doc =
                "What may be broken on purpose. Nothing, unless `enabled` says so; to switch it off ends all experiments at once.")
public record ChaosRule(
        @Key(doc = "whether faults and stalls can be injected at all", unset = "false")
        boolean enabled,

        @Key(doc = "whether experiments only decide, log and count, and never touch the bot", unset = "false")
        boolean dryRun,

        @Key(doc = "the longest time that an experiment may ask for", unset = "10m", min = 1)
        Duration maxDuration,

        @Key(
                doc =
                        "by what this process is told from others of its bot when an experiment asks for a `rollout`; absent: host name and process id")
        Optional<String> instance,

        @Key(
                doc =
                        "classes of the bot that `clock_skew_ms` shows another time, as `com.acme.*`; absent: all classes of the class path that ask for it",
                unset = "[]",
                orOne = true)
        List<String> clock,

        @Key(
                doc =
                        "live figures of which any ends all experiments, as `state == FATAL` or `p95 > baseline * 1.15`; an experiment may bring more",
                unset = "[]",
                orOne = true)
        List<LiveCondition> rollback,

        @Key(
                doc =
                        "whether a deadlock may be injected that only the end of the process ends (`cross_lock_deadlock` with `unbreakable: true`)",
                unset = "false")
        boolean unbreakable) {
    /** Copies the lists. */
    public ChaosRule {
        clock = List.copyOf(clock);
        rollback = List.copyOf(rollback);
    }
}
