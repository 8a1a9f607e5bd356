package io.resilienceagent.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersViewTest {
    private static ArrayNode orders(int settled) {
        ArrayNode orders = JsonNodeFactory.instance.arrayNode();
        add(orders, 1, "UNKNOWN");
        for (int id = 2; id < 2 + settled; id++) {
            add(orders, id, id % 2 == 0 ? "ACCEPTED" : "REJECTED");
        }
        add(orders, 2 + settled, "INTENT");
        return orders;
    }

    private static void add(ArrayNode orders, int id, String state) {
        orders.addObject().put("id", id).put("join_point", "place_order").put("state", state);
    }

    @Test
    void aDayOfOrdersIsNotPouredOutButWhatIsOpenIsThere() {
        List<String> lines = Shown.plain(screen -> new OrdersView(screen).show(orders(900), 20));
        assertEquals(1 + 22 + 1, lines.size(), () -> String.join("\n", lines));
        assertTrue(lines.get(1).contains("UNKNOWN"), lines.get(1));
        assertTrue(lines.get(2).strip().startsWith("882 "), lines.get(2));
        assertTrue(lines.get(22).contains("INTENT"), lines.get(22));
        assertEquals("880 settled before these; all of them with: --all", lines.get(23));
    }

    @Test
    void fewAreAllShown() {
        List<String> lines = Shown.plain(screen -> new OrdersView(screen).show(orders(20), 20));
        assertEquals(1 + 22, lines.size(), () -> String.join("\n", lines));
    }
}
