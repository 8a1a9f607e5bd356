package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is no policy at all, but what an experiment or a drill is asked for with: it is told so in one sentence, where each
 * of its keys would be a line of its own. Immutable.
 *
 * @param found the keys by which it is known
 */
record OtherFile(List<String> found) {
    /** A drill may say of which version it is, too. */
    private static final String VERSION = "version";

    /** What {@code chaos.inject} takes, over the socket and over HTTP, and what a drill is made of. */
    private static final Set<String> OF_EXPERIMENTS = new LinkedHashSet<>(Arrays.asList(
            "type",
            "target",
            "duration",
            "duration_ms",
            "percent",
            "seed",
            "burst_on_ms",
            "burst_off_ms",
            "burst_on_sec",
            "burst_off_sec",
            "rollout",
            "count",
            "dry_run",
            "rollback",
            "options",
            "hold",
            "experiments",
            "scenarios",
            "baseline",
            "recovery"));

    /** What a file is that has none of a policy's own keys; empty for one that may be a policy, with whatever mistakes. */
    static Optional<OtherFile> of(Node.Mapping root) {
        List<String> keys = new ArrayList<>(root.entries().keySet());
        keys.remove(VERSION);
        boolean other = !keys.isEmpty() && OF_EXPERIMENTS.containsAll(keys);
        return other ? Optional.of(new OtherFile(List.copyOf(keys))) : Optional.empty();
    }

    void tell(Node.Mapping root, Problems problems) {
        problems.add(
                root.place(),
                NodePath.ROOT,
                "found " + String.join(", ", found) + ": this looks like an experiment or a drill",
                "a policy, with version, bot and join_points",
                "an experiment is given to: resilience chaos inject BOT TYPE, or to POST /admin/chaos/inject; the policy only allows it,"
                        + " with chaos: {enabled: true}");
    }
}
