package io.resilienceagent.metrics;

import io.resilienceagent.metrics.LiveParts.JoinPointPart;
import io.resilienceagent.order.OrderTally;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The five metrics that runbooks of market makers know, by their names. */
final class SeedMetrics {
    private static final String RECONNECT = "reconnect";
    private static final double MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private SeedMetrics() {}

    static void addTo(Catalogue catalogue) {
        LiveParts parts = catalogue.parts();
        catalogue.counter(
                "mm_chaos_injections_total",
                LabelNames.of("scenario"),
                "How often an injected fault has really happened to the bot, by its type.",
                points -> parts.chaos().tally().fired().forEach((type, count) -> points.put(count, type)));
        catalogue.counter(
                "mm_reconnect_attempts_total",
                LabelNames.of("kind"),
                "Calls of the join points named reconnect or KIND_reconnect.",
                points -> parts.joinPoints().forEach(part -> reconnects(part.name())
                        .ifPresent(kind -> points.put(part.tally().calls(), kind))));
        FailRates rates = new FailRates();
        catalogue.gauge(
                "mm_partial_fail_rate",
                LabelNames.of("op", "exchange"),
                "Share of the runs of an operation in the last five minutes that failed, from 0 to 1.",
                Math::max,
                points -> rates.read(parts.joinPoints(), parts.nanos())
                        .forEach((part, rate) -> points.put(rate, part.name(), exchange(part))));
        catalogue.gaps(
                "mm_ws_gap_ms",
                LabelNames.NONE,
                "How long handlers of messages waited for the next one, all together, in milliseconds.",
                MILLI);
        catalogue.counter(
                "mm_reconcile_discrepancies_total",
                LabelNames.of("type"),
                "What comparing unknown orders with the exchange's own lists has shown.",
                points -> List.of(OrderTally.Discrepancy.values())
                        .forEach(type -> points.put(
                                parts.orders().tally().found(type), type.name().toLowerCase(Locale.ROOT))));
    }

    private static Optional<String> reconnects(String joinPoint) {
        if (joinPoint.equals(RECONNECT)) {
            return Optional.of("default");
        }
        return joinPoint.endsWith('_' + RECONNECT)
                ? Optional.of(joinPoint.substring(0, joinPoint.length() - RECONNECT.length() - 1))
                : Optional.empty();
    }

    /** The class whose method is called, which in most clients bears the exchange's name: more the agent cannot know. */
    private static String exchange(JoinPointPart part) {
        List<String> classes = part.methods().stream()
                .map(method -> method.substring(0, Math.max(0, method.indexOf('#'))))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .distinct()
                .toList();
        return classes.size() == 1 ? classes.get(0) : classes.isEmpty() ? "none" : "several";
    }
}
