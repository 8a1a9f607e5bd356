package io.resilienceagent.agent;

import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderRecord;
import io.resilienceagent.order.OrderState;
import java.util.Optional;
import java.util.Set;

/** {@code orders.resolve}: a person who looked at the exchange says what became of an order that nobody knows of. */
final class ResolveCommand implements Command {
    private final OrderBook book;

    ResolveCommand(OrderBook book) {
        this.book = book;
    }

    @Override
    public String name() {
        return "orders.resolve";
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of("order", "as", "exchange_id", "reason"));
        long id = request.whole("order", 1, Long.MAX_VALUE)
                .orElseThrow(() -> new Refused(
                        "BAD_REQUEST", "order is missing: expected its number", "orders.list shows the numbers"));
        boolean accepted = accepted(request);
        OrderRecord before = find(id);
        if (before.state() != OrderState.UNKNOWN) {
            throw new Refused(
                    "NOT_RESOLVABLE",
                    "order " + id + " is " + before.state() + ", expected one that is UNKNOWN",
                    before.state() == OrderState.INTENT
                            ? "its call is still under way"
                            : "there is nothing to resolve");
        }
        String by = request.session().who()
                + request.text("reason").map(reason -> ": " + reason).orElse("");
        if (!book.resolve(id, accepted, request.text("exchange_id").orElse(""), by)) {
            throw new Refused("NOT_RESOLVABLE", "order " + id + " was resolved meanwhile", "orders.list shows how");
        }
        OrderState state = accepted ? OrderState.ACCEPTED : OrderState.REJECTED;
        boolean journaled = book.journalAvailable();
        return json -> {
            json.writeNumberField("order", id);
            json.writeStringField("state", state.name());
            json.writeBooleanField("journaled", journaled);
        };
    }

    private static boolean accepted(Request request) throws Refused {
        String as = request.requiredText("as");
        if (!as.equals("accepted") && !as.equals("rejected")) {
            throw new Refused("BAD_REQUEST", "as: found '" + as + "', expected accepted or rejected", "");
        }
        return as.equals("accepted");
    }

    private OrderRecord find(long id) throws Refused {
        Optional<OrderRecord> found =
                book.orders().stream().filter(order -> order.id() == id).findFirst();
        return found.orElseThrow(() -> new Refused(
                "UNKNOWN_ORDER", "there is no order " + id + " in the book", "orders.list shows those there are"));
    }
}
