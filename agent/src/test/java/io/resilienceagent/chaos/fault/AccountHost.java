package io.resilienceagent.chaos.fault;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A host that asks for its account. */
final class AccountHost {
    final Map<String, BigDecimal> truth = Collections.unmodifiableMap(
            new TreeMap<>(Map.of("BTC", new BigDecimal("0.50"), "USDT", new BigDecimal("1000.00"))));

    final List<Order> open = List.of(new Order("1", "BTC", 0.25, 3), new Order("2", "ETH", 2.5, 4));

    Map<String, BigDecimal> balances() {
        return truth;
    }

    CompletableFuture<List<Order>> orders() {
        return CompletableFuture.completedFuture(open);
    }

    Opaque opaque() {
        return new Opaque();
    }

    String place() throws IOException {
        return "placed";
    }

    /** An order as the host has it. */
    record Order(String id, String symbol, double quantity, int fills) {}

    /** What nobody can copy. */
    static final class Opaque {
        final int free = 7;
    }
}
