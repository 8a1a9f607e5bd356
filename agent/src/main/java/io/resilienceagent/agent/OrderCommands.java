package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Request;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderRecord;
import io.resilienceagent.order.OrderState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is asked and told of orders. */
final class OrderCommands {
    private OrderCommands() {}

    /** {@code orders.list}: the orders that still matter. */
    static Question list(OrderBook book) {
        return new Question("orders.list", Set.of("state"), request -> {
            Optional<OrderState> state = state(request);
            List<OrderRecord> orders = book.orders().stream()
                    .filter(order -> state.isEmpty() || order.state() == state.get())
                    .toList();
            return json -> {
                json.writeArrayFieldStart("orders");
                for (OrderRecord order : orders) {
                    json.writeStartObject();
                    write(json, order);
                    json.writeEndObject();
                }
                json.writeEndArray();
            };
        });
    }

    private static Optional<OrderState> state(Request request) throws Refused {
        Optional<String> word = request.text("state");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (OrderState state : OrderState.values()) {
            if (state.name().equals(word.get().toUpperCase(Locale.ROOT))) {
                return Optional.of(state);
            }
        }
        throw new Refused(
                "BAD_REQUEST",
                "state: found '" + word.get() + "', expected one of " + List.of(OrderState.values()),
                "");
    }

    private static void write(JsonGenerator json, OrderRecord order) throws IOException {
        Redaction redaction = Redaction.standard();
        json.writeNumberField("id", order.id());
        json.writeStringField("join_point", order.joinPoint());
        json.writeStringField("order", redaction.of(order.order()));
        json.writeStringField("state", order.state().name());
        json.writeStringField("exchange_id", order.exchangeId());
        json.writeStringField("reason", redaction.of(order.reason()));
        json.writeStringField("begun", order.begun().toString());
        json.writeNumberField("in_state_ms", order.inState().toMillis());
        json.writeBooleanField("from_before", order.fromBefore());
    }
}
