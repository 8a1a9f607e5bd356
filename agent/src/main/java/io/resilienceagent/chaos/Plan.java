package io.resilienceagent.chaos;

import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An experiment that was checked, as it will be: what was left out is filled in. Immutable.
 *
 * @param id its incident id
 * @param type what is broken
 * @param kind what the target is
 * @param target its name; empty for the process as a whole
 * @param duration how long, at most
 * @param percent of how many calls; empty where the type strikes all that come
 * @param share the same, from 0 to 1
 * @param seed by which it decides
 * @param burst when it rests
 * @param rollout whom it reaches
 * @param count after how many strikes it ends; empty for no such end
 * @param dryRun whether it only decides and counts
 * @param owner who asked
 */
record Plan(
        String id,
        FaultType type,
        Target kind,
        String target,
        Duration duration,
        Optional<Percent> percent,
        double share,
        long seed,
        Burst burst,
        Rollout rollout,
        OptionalInt count,
        boolean dryRun,
        String owner) {
    /** What no two experiments have at a time: a place is broken in one way only. */
    String place() {
        return kind == Target.PROCESS ? "process " + type.name() : target;
    }
}
