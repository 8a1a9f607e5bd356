package io.resilienceagent.metrics;

import io.resilienceagent.order.OrderState;
import java.util.List;
import java.util.Locale;

/** What became of orders, and what nobody knows of them. */
final class OrderMetrics {
    private static final LabelNames OUTCOME = LabelNames.of("outcome");

    private OrderMetrics() {}

    static void addTo(Catalogue catalogue) {
        LiveParts parts = catalogue.parts();
        catalogue.counter(
                "resilience_orders_total",
                OUTCOME,
                "Orders that were sent, by how their call ended.",
                points -> List.of(OrderState.ACCEPTED, OrderState.REJECTED, OrderState.UNKNOWN)
                        .forEach(state -> points.put(parts.orders().tally().sent(state), word(state))));
        catalogue.counter(
                "resilience_orders_resolved_total",
                OUTCOME,
                "Orders of an unknown outcome that turned out to be accepted or rejected.",
                points -> List.of(OrderState.ACCEPTED, OrderState.REJECTED)
                        .forEach(state -> points.put(parts.orders().tally().resolved(state), word(state))));
        catalogue.gauge(
                "resilience_orders_unknown",
                LabelNames.NONE,
                "Orders whose outcome nobody knows.",
                points -> points.put(parts.orders().unknownCount()));
        catalogue.gauge(
                "resilience_orders_recovering",
                LabelNames.NONE,
                "Those of them that an earlier process left; no order is sent until they are resolved.",
                points -> points.put(parts.orders().recoveringCount()));
        catalogue.gauge(
                "resilience_orders_under_way",
                LabelNames.NONE,
                "Orders that are being sent.",
                points -> points.put(parts.orders().underWayCount()));
        catalogue.gauge(
                "resilience_journal_available",
                LabelNames.NONE,
                "1 while the order journal takes records; orders that need it are refused while it does not.",
                points -> points.put(parts.orders().journalAvailable() ? 1 : 0));
    }

    private static String word(OrderState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
