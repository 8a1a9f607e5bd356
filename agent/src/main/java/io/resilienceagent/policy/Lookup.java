package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;

/**
 * How the agent asks the exchange, through the host's own client, what became of an order.
 *
 * @param call the path of a method of the host; the method must be a join point that observes orders
 * @param args what it is called with
 * @param settle how long after an order's failure it may still appear at the exchange
 */
@Section(doc = "How the agent asks the exchange, through the host's own client, what became of an order.")
public record Lookup(
        @Key(
                doc =
                        "the path of the method, as `this.exchange.recentOrders`; a join point with `observe: {orders: ...}` reads its answer")
        BindPath call,

        @Key(
                doc = "the arguments: bound names, numbers, `true`, `false`, `null` or `'text'` in inner quotes",
                unset = "[]",
                orOne = true,
                max = 16)
        List<Argument> args,

        @Key(doc = "how long after its failure an order may still appear at the exchange", unset = "5s", min = 0)
        Duration settle) {
    /** Copies the arguments. */
    public Lookup {
        args = List.copyOf(args);
    }
}
