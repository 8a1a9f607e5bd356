package io.resilienceagent.order;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The last seen price of each symbol: the last observed one, or, while none was observed, that of the last accepted
 * order. Outlives policy reloads. Thread-safe, bounded.
 */
public final class Prices {
    private static final int MOST_SYMBOLS = 10_000;

    private final ConcurrentMap<String, BigDecimal> observed = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BigDecimal> accepted = new ConcurrentHashMap<>();

    /** A price that a query answered. */
    public void observed(String symbol, BigDecimal price) {
        put(observed, symbol, price);
    }

    /** The price of an order that the exchange took. */
    public void accepted(String symbol, BigDecimal price) {
        put(accepted, symbol, price);
    }

    private static void put(ConcurrentMap<String, BigDecimal> prices, String symbol, BigDecimal price) {
        if (price.signum() > 0 && (prices.size() < MOST_SYMBOLS || prices.containsKey(symbol))) {
            prices.put(symbol, price);
        }
    }

    /** The last seen price; empty when none was seen. */
    public Optional<BigDecimal> last(String symbol) {
        BigDecimal price = observed.get(symbol);
        return Optional.ofNullable(price != null ? price : accepted.get(symbol));
    }
}
