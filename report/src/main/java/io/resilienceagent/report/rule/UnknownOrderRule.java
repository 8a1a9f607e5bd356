package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.OrderEnd;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;

/** Orders of which nobody knows whether the exchange has them. */
final class UnknownOrderRule implements Rule {
    private static final int MOST = 10;

    @Override
    public List<Finding> findings(Story story) {
        List<OrderEnd> unknown = story.unknownOrders();
        if (unknown.isEmpty()) {
            return List.of();
        }
        List<String> evidence = new ArrayList<>();
        for (OrderEnd order : unknown.subList(0, Math.min(MOST, unknown.size()))) {
            evidence.add("order " + order.order() + " of " + order.joinPoint() + " at " + Moments.clock(order.at())
                    + ": " + (order.what().isEmpty() ? "" : order.what() + "; ") + order.reason());
        }
        if (unknown.size() > MOST) {
            evidence.add("and " + (unknown.size() - MOST) + " more");
        }
        return List.of(Finding.of(
                Severity.HIGH,
                "ORDER_UNKNOWN",
                Moments.count(unknown.size(), "order") + " left with an unknown outcome",
                unknown.get(0).at(),
                unknown.get(unknown.size() - 1).at(),
                evidence,
                "Look them up at the exchange, then: resilience orders resolve BOT ORDER --as accepted|rejected",
                Sure.CERTAIN));
    }
}
