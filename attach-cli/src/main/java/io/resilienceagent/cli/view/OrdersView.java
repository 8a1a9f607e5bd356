package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Paragraph;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import io.resilienceagent.cli.terminal.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The orders that an agent keeps in mind. */
public final class OrdersView {
    private static final Set<String> SETTLED = Set.of("ACCEPTED", "REJECTED");

    private final Screen screen;

    /** @param screen where it is shown */
    public OrdersView(Screen screen) {
        this.screen = screen;
    }

    /**
     * Shows them, one a line.
     *
     * @param most how many of those that are settled, the last ones; the others are always shown
     */
    public void show(JsonNode all, int most) {
        List<JsonNode> orders = chosen(all, most);
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
        int hidden = all.size() - orders.size();
        if (hidden > 0) {
            screen.line(hidden + " settled before these; all of them with: --all");
        }
        for (JsonNode order : orders) {
            String reason = order.path("reason").asText("");
            if (!reason.isEmpty()) {
                Paragraph.lines(order.path("id").asText("") + ": " + reason, screen.width(), "  ")
                        .forEach(screen::line);
            }
        }
    }

    private static List<JsonNode> chosen(JsonNode all, int most) {
        List<JsonNode> chosen = new ArrayList<>();
        int settled = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            boolean over = SETTLED.contains(all.get(i).path("state").asText(""));
            settled += over ? 1 : 0;
            if (!over || settled <= most) {
                chosen.add(all.get(i));
            }
        }
        Collections.reverse(chosen);
        return chosen;
    }
}
