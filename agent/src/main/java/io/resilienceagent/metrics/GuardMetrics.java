package io.resilienceagent.metrics;

import io.resilienceagent.breaker.CircuitState;
import io.resilienceagent.metrics.LiveParts.JoinPointPart;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What happened at join points: calls, what guards made of them, circuits, messages. */
final class GuardMetrics {
    private static final LabelNames JOIN_POINT = LabelNames.of("join_point");
    private static final LabelNames CODE = LabelNames.of("join_point", "code");
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LiveParts parts;

    private GuardMetrics(LiveParts parts) {
        this.parts = parts;
    }

    static void addTo(Catalogue catalogue) {
        GuardMetrics guards = new GuardMetrics(catalogue.parts());
        guards.calls(catalogue);
        guards.circuits(catalogue);
        guards.messages(catalogue);
    }

    private void calls(Catalogue catalogue) {
        catalogue.counter(
                "resilience_calls_total",
                JOIN_POINT,
                "Calls that reached a join point, denied ones among them.",
                count(part -> part.tally().calls()));
        catalogue.counter(
                "resilience_call_failures_total",
                JOIN_POINT,
                "Runs of the host's method that failed; known where the join point has a guard.",
                count(part -> part.tally().failures()));
        catalogue.counter(
                "resilience_retries_total",
                JOIN_POINT,
                "Runs of the host's method that a guard had made again.",
                count(part -> part.tally().repeats()));
        catalogue.counter(
                "resilience_denials_total",
                CODE,
                "Calls that a guard denied, by its denial code.",
                points -> parts.joinPoints().forEach(part -> part.tally()
                        .deniedByCode()
                        .forEach((code, count) -> points.put(count, part.name(), code))));
        catalogue.counter(
                "resilience_would_denials_total",
                CODE,
                "Calls that a guard in shadow mode would have denied, by its denial code.",
                points -> parts.joinPoints().forEach(part -> part.tally()
                        .wouldDenyByCode()
                        .forEach((code, count) -> points.put(count, part.name(), code))));
        catalogue.gauge(
                "resilience_join_point_methods",
                JOIN_POINT,
                "Methods that a join point of the policy has matched; 0 means that its rules guard nothing yet.",
                count(part -> part.methods().size()));
    }

    private Points.Reading count(ToLongFunction<JoinPointPart> figure) {
        return points -> parts.joinPoints().forEach(part -> points.put(figure.applyAsLong(part), part.name()));
    }

    private void circuits(Catalogue catalogue) {
        catalogue.gauge(
                "resilience_circuits",
                LabelNames.of("join_point", "state"),
                "Circuits of a join point, one for each key, by the state they are in.",
                this::states);
        catalogue.gauge(
                "resilience_circuit_open",
                LabelNames.of("join_point", "key").open("key"),
                "1 for each circuit that is not closed; a closed one has no series.",
                points -> parts.joinPoints().forEach(part -> part.breakers()
                        .ifPresent(breakers -> breakers.states((key, state) -> {
                            if (state != CircuitState.CLOSED && state != CircuitState.FORCED_CLOSED) {
                                points.put(1, part.name(), key);
                            }
                        }))));
        catalogue.counter(
                "resilience_circuit_transitions_total",
                LabelNames.of("join_point", "to"),
                "How often a circuit has come into a state.",
                points -> parts.joinPoints().forEach(part -> part.breakers().ifPresent(breakers -> {
                    for (CircuitState to : CircuitState.values()) {
                        points.put(breakers.transitions(to), part.name(), word(to));
                    }
                })));
    }

    private void states(Points points) {
        for (JoinPointPart part : parts.joinPoints()) {
            part.breakers().ifPresent(breakers -> {
                Map<CircuitState, Integer> counts = new EnumMap<>(CircuitState.class);
                List.of(CircuitState.values()).forEach(state -> counts.put(state, 0));
                breakers.states((key, state) -> counts.merge(state, 1, Integer::sum));
                counts.forEach((state, count) -> points.put(count, part.name(), word(state)));
            });
        }
    }

    private static String word(CircuitState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void messages(Catalogue catalogue) {
        catalogue.gaps(
                "resilience_message_gap_seconds",
                JOIN_POINT,
                "How long a handler of messages waited for the next one.",
                SECOND);
        catalogue.gauge(
                "resilience_message_age_seconds",
                JOIN_POINT,
                "How long ago the last message came to a handler; no series before the first.",
                Math::max,
                points -> {
                    long now = parts.nanos();
                    for (JoinPointPart part : parts.joinPoints()) {
                        long age = part.handler() ? part.tally().messages().age(now) : -1;
                        if (age >= 0) {
                            points.put(age / SECOND, part.name());
                        }
                    }
                });
    }
}
