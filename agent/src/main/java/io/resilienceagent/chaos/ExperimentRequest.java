package io.resilienceagent.chaos;

import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What somebody asks to be broken. Immutable; checked by the engine, not here.
 *
 * @param type the name of the kind of fault
 * @param target a join point, a loop or a transport; empty for what the type strikes by itself
 * @param duration how long, at most; there is no experiment without an end
 * @param percent of how many calls; required for types that strike calls
 * @param seed by which it decides; empty for one that is chosen and told
 * @param burstOn how long it strikes, then rests for {@code burstOff}, again and again; empty for always
 * @param burstOff how long it rests
 * @param rollout percent of instances and keys; empty for all
 * @param count after how many strikes it ends; empty for no such end
 * @param dryRun whether it only decides, counts and logs
 * @param rollback conditions on live figures of which any ends it
 * @param options those of the type
 */
public record ExperimentRequest(
        String type,
        Optional<String> target,
        Duration duration,
        Optional<Percent> percent,
        OptionalLong seed,
        Optional<Duration> burstOn,
        Optional<Duration> burstOff,
        Optional<Percent> rollout,
        OptionalInt count,
        boolean dryRun,
        List<String> rollback,
        Map<String, Object> options) {
    /** Copies the collections. */
    public ExperimentRequest {
        rollback = List.copyOf(rollback);
        options = Map.copyOf(options);
    }
}
