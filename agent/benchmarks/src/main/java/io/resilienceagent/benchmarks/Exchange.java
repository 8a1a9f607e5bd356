package io.resilienceagent.benchmarks;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The host: a client of an exchange as bots have one, but for the network. The policies of the benchmarks name its methods.
 * {@link #plainQuote} and {@link #plainPlace} are the same work where nobody looks.
 */
public class Exchange {
    private final Map<String, BigDecimal> holdings =
            Map.of("BTC", new BigDecimal("1000000"), "USDT", new BigDecimal("1000000"));

    /** An order as a bot makes it. */
    public record Order(String symbol, Side side, BigDecimal quantity, BigDecimal price) {}

    /** Which way an order goes. */
    public enum Side {
        BUY,
        SELL
    }

    /** A method that takes and gives objects, as most do that bots call. */
    public String quote(String symbol, Side side) {
        return side == Side.BUY ? symbol : "";
    }

    /** The same, never woven. */
    public String plainQuote(String symbol, Side side) {
        return side == Side.BUY ? symbol : "";
    }

    /** A method with a primitive argument and a primitive answer, which the agent has to box. */
    public long price(String symbol, long quantity) {
        return quantity * 31 + symbol.length();
    }

    /** Places an order; the answer is the exchange's id of it. */
    public String place(Order order) {
        return order.symbol();
    }

    /** The same, never woven. */
    public String plainPlace(Order order) {
        return order.symbol();
    }

    /** What the account holds. */
    public Map<String, BigDecimal> balances() {
        return holdings;
    }
}
