package io.resilienceagent.order;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The last seen price of each symbol: the last observed one, or, while none was observed, that of the last accepted
 * order. Outlives policy reloads. Thread-safe, bounded.
 */
public final class Prices {
    private static final int MOST_SYMBOLS = 10_000;

    /** A place for each symbol, so that a new price is one write and locks nothing. */
    private final ConcurrentMap<String, AtomicReference<BigDecimal>> observed = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, AtomicReference<BigDecimal>> accepted = new ConcurrentHashMap<>();

    /** A price that a query answered. */
    public void observed(String symbol, BigDecimal price) {
        put(observed, symbol, price);
    }

    /** The price of an order that the exchange took. */
    public void accepted(String symbol, BigDecimal price) {
        put(accepted, symbol, price);
    }

    private static void put(
            ConcurrentMap<String, AtomicReference<BigDecimal>> prices, String symbol, BigDecimal price) {
        if (price.signum() <= 0) {
            return;
        }
        AtomicReference<BigDecimal> place = prices.get(symbol);
        if (place == null && prices.size() < MOST_SYMBOLS) {
            place = prices.computeIfAbsent(symbol, first -> new AtomicReference<>());
        }
        if (place != null) {
            place.setRelease(price);
        }
    }

    /** The last seen price; empty when none was seen. */
    public Optional<BigDecimal> last(String symbol) {
        AtomicReference<BigDecimal> place = observed.get(symbol);
        return Optional.ofNullable(place != null ? place : accepted.get(symbol)).map(AtomicReference::getAcquire);
    }
}
