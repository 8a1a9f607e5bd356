package io.resilienceagent.metrics;

import io.resilienceagent.state.SystemState;
import java.util.Locale;

/** The state of the bot, and its incidents. */
final class StateMetrics {
    private static final double MILLIS = 1000;

    private StateMetrics() {}

    static void addTo(Catalogue catalogue) {
        LiveParts parts = catalogue.parts();
        catalogue.gauge(
                "resilience_state",
                LabelNames.of("state"),
                "1 for the state that the bot is in, 0 for the others.",
                points -> {
                    SystemState now = parts.machine().state();
                    for (SystemState state : SystemState.values()) {
                        points.put(state == now ? 1 : 0, word(state));
                    }
                });
        catalogue.gauge(
                "resilience_state_since_timestamp_seconds",
                LabelNames.NONE,
                "When the bot came into its state, as Unix time.",
                points -> points.put(parts.machine().standing().since().toEpochMilli() / MILLIS));
        catalogue.counter(
                "resilience_state_transitions_total",
                LabelNames.of("from", "to"),
                "Changes of the bot's state.",
                points -> {
                    for (SystemState from : SystemState.values()) {
                        for (SystemState to : SystemState.values()) {
                            long count = parts.machine().transitions().count(from, to);
                            // Of those that matter most the first must not be missed, so they are there before it.
                            if (count > 0 || (to == SystemState.SAFE_MODE && from != to)) {
                                points.put(count, word(from), word(to));
                            }
                        }
                    }
                });
        catalogue.gauge(
                "resilience_safe_mode_holds",
                LabelNames.NONE,
                "How many people or files hold the bot in its safe mode by hand.",
                points -> points.put(parts.machine().standing().holds().size()));
        catalogue.gauge(
                "resilience_ready",
                LabelNames.NONE,
                "1 while the bot is ready to operate, as /health says it.",
                points -> points.put(parts.ready() ? 1 : 0));
        catalogue.counter(
                "resilience_incidents_total",
                LabelNames.of("kind"),
                "Incidents that were written down, or were to be.",
                points -> parts.incidents().byKind().forEach((kind, count) -> points.put(count, kind)));
    }

    private static String word(SystemState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
