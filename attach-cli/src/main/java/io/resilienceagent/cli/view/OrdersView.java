package io.resilienceagent.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Table table = new Table("ORDER", "JOIN POINT", "STATE", "SINCE", "WHAT");
        for (JsonNode order : orders) {
            String state = order.path("state").asText();
            table.row(
                    Arrays.asList(null, null, state.equals("UNKNOWN") ? Style.BAD : null),
                    order.path("id").asText(),
                    order.path("join_point").asText(),
                    state,
                    order.path("since").asText().replaceFirst("^.{10}T(.{8}).*Z$", "$1"),
                    what(order));
        }
        table.print(screen, "");
    }

    private static String what(JsonNode order) {
        JsonNode fields = order.path("fields");
        if (!fields.isObject()) {
            return order.path("signature").asText("-");
        }
        List<String> values = new ArrayList<>();
        fields.properties().forEach(field -> values.add(field.getValue().asText()));
        return String.join(" ", values);
    }
}
