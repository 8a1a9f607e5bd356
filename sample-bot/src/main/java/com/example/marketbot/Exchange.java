package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The REST client of the exchange. Each call is one request. */
public class Exchange {
    private final SignedHttp http;

    public Exchange(URI base, Credentials credentials, Duration timeout) {
        this.http = new SignedHttp(base, credentials, timeout);
    }

    /** What the account holds now. */
    public Balances balances() {
        return get("/balances", new TypeReference<>() {});
    }

    /** The orders that still wait on the book. */
    public List<OpenOrder> openOrders() {
        return get("/orders/open", new TypeReference<>() {});
    }

    /** All orders of one market lately, open or finished, oldest first. */
    public List<PlacedOrder> recentOrders(String symbol) {
        String query = URLEncoder.encode(symbol, StandardCharsets.UTF_8);
        return get("/orders?symbol=" + query, new TypeReference<>() {});
    }

    /** Places a limit order. */
    public OrderAck placeOrder(OrderRequest order) {
        Map<String, String> headers = Map.of("X-Signal-Id", order.signalId());
        return parse(http.send("POST", "/orders", Json.write(order), headers), new TypeReference<>() {});
    }

    /** Has an order checked that is not to be placed. */
    public void testOrder(OrderRequest order) {
        http.send("POST", "/orders/test", Json.write(order), Map.of());
    }

    /** Takes an open order off the book. */
    public void cancel(String orderId) {
        http.send("DELETE", "/orders/" + orderId, "", Map.of());
    }

    /** The venue's own account of the orders it received from us. */
    public LedgerSummary ledgerSummary() {
        return get("/ledger/summary", new TypeReference<>() {});
    }

    private <T> T get(String path, TypeReference<T> type) {
        return parse(http.send("GET", path, "", Map.of()), type);
    }

    private static <T> T parse(String body, TypeReference<T> type) {
        try {
            return Json.read(body, type);
        } catch (UncheckedIOException e) {
            throw new ExchangeException("UNPARSABLE: " + e.getMessage(), e);
        }
    }
}
