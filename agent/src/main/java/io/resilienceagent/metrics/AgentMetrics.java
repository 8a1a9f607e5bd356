package io.resilienceagent.metrics;

import io.resilienceagent.chaos.Experiment;
import java.util.List;

/** Chaos, and the agent itself. */
final class AgentMetrics {
    private static final LabelNames TYPE = LabelNames.of("type");
    private static final double MILLIS = 1000;

    private AgentMetrics() {}

    static void addTo(Catalogue catalogue) {
        chaos(catalogue, catalogue.parts());
        itself(catalogue, catalogue.parts());
    }

    private static void chaos(Catalogue catalogue, LiveParts parts) {
        catalogue.gauge(
                "resilience_chaos_enabled",
                LabelNames.NONE,
                "1 while the policy lets the bot be broken on purpose.",
                points -> points.put(parts.chaos().enabled() ? 1 : 0));
        catalogue.counter(
                "resilience_chaos_experiments_total",
                TYPE,
                "Experiments that have begun, those that only pretend among them.",
                points -> parts.chaos().tally().begun().forEach((type, count) -> points.put(count, type)));
        catalogue.gauge("resilience_chaos_experiments_running", TYPE, "Experiments that are not over.", points -> {
            parts.chaos().tally().begun().keySet().forEach(type -> points.put(0, type));
            for (Experiment experiment : parts.chaos().experiments()) {
                if (experiment.whyEnded().isEmpty()) {
                    points.put(1, experiment.type());
                }
            }
        });
    }

    private static void itself(Catalogue catalogue, LiveParts parts) {
        catalogue.info(
                "resilience_build_info",
                LabelNames.of("version", "java"),
                "The agent's version, and the Java that the bot runs on.",
                () -> List.of(parts.version(), Runtime.version().toString()));
        catalogue.info(
                "resilience_policy_info",
                LabelNames.of("bot", "mode"),
                "The bot's name and the mode of the policy in force.",
                () -> List.of(parts.bot(), parts.mode()));
        catalogue.gauge(
                "resilience_start_timestamp_seconds",
                LabelNames.NONE,
                "When the agent began, as Unix time.",
                points -> points.put(parts.started().toEpochMilli() / MILLIS));
        catalogue.gauge(
                "resilience_policy_problems",
                LabelNames.NONE,
                "Problems that keep the newest version of the policy from being in force; 0 when it is.",
                points -> points.put(parts.reloadProblems()));
        catalogue.gauge(
                "resilience_not_woven",
                LabelNames.NONE,
                "Methods that the policy names and that could not be woven.",
                points -> points.put(parts.notWoven()));
        catalogue.counter(
                "resilience_agent_failures_total",
                LabelNames.of("kind"),
                "Failures of the agent itself, and refused attempts to command it, by their kind.",
                points -> parts.log()
                        .failures()
                        .entries()
                        .forEach(failure -> points.put(failure.count().sum(), failure.kind())));
        catalogue.counter(
                "resilience_log_lines_dropped_total",
                LabelNames.NONE,
                "Lines of the agent's log that were lost since nobody took them.",
                points -> points.put(parts.log().dropped()));
    }
}
