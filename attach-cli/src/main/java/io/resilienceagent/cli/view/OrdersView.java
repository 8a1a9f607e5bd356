package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.Arrays;

/** The orders that an agent keeps in mind. */
public final class OrdersView {
    private final Screen screen;

    /** @param screen where it is shown */
    public OrdersView(Screen screen) {
        this.screen = screen;
    }

    /** Shows them, one a line. */
    public void show(JsonNode orders) {
        if (orders.isEmpty()) {
            screen.line("No such orders.");
            return;
        }
        Table table = new Table(">ORDER", "JOIN POINT", "STATE", "FOR", "WHAT");
        for (JsonNode order : orders) {
            String state = order.path("state").asText("");
            String exchange = order.path("exchange_id").asText("");
            table.row(
                    Arrays.asList(null, null, state.equals("UNKNOWN") ? Style.BAD : null),
                    order.path("id").asText(""),
                    order.path("join_point").asText(""),
                    state,
                    Times.about(Duration.ofMillis(order.path("in_state_ms").asLong())),
                    order.path("order").asText("") + (exchange.isEmpty() ? "" : " #" + exchange));
        }
        table.print(screen, "");
        for (JsonNode order : orders) {
            String reason = order.path("reason").asText("");
            if (!reason.isEmpty()) {
                Paragraph.lines(order.path("id").asText("") + ": " + reason, screen.width(), "  ")
                        .forEach(screen::line);
            }
        }
    }
}
