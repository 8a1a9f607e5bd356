package com.example.marketbot.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.Credentials;
import com.example.marketbot.Exchange;
import com.example.marketbot.ExchangeException;
import com.example.marketbot.ExchangeTimeout;
import com.example.marketbot.Feeder;
import com.example.marketbot.MarketUpdate;
import com.example.marketbot.OrderAck;
import com.example.marketbot.OrderRejected;
import com.example.marketbot.OrderRequest;
import com.example.marketbot.OrderStatus;
import com.example.marketbot.PlacedOrder;
import com.example.marketbot.Side;
import com.example.marketbot.Trader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeServerTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private ExchangeServer server;
    private Ledger ledger;

    private Exchange start(Scenario scenario) throws Exception {
        ledger = Ledger.writtenTo(null);
        server = ExchangeServer.start(0, scenario, 1, ledger);
        return client(Credentials.demo(), PATIENT);
    }

    private Exchange client(Credentials credentials, Duration timeout) {
        return new Exchange(server.address(), credentials, timeout);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        ledger.close();
    }

    private static OrderRequest order(Side side, String quantity, String price) {
        return new OrderRequest("sig", "BTCUSDT", side, new BigDecimal(quantity), new BigDecimal(price));
    }

    @Test
    void anOrdersLife() throws Exception {
        Exchange exchange = start(Scenario.NORMAL);
        Trader trader = new Trader(exchange);
        assertEquals(new BigDecimal("10"), exchange.balances().free().get("BTC"));

        OrderAck filled = trader.placeOrder(order(Side.BUY, "0.01000000", "50001.00"));
        assertEquals(OrderStatus.FILLED, filled.status());
        assertEquals(new BigDecimal("0.01000000"), filled.filledQuantity());

        OrderAck waiting = trader.placeOrder(order(Side.SELL, "0.02", "60000"));
        assertEquals(waiting.orderId(), exchange.openOrders().get(0).orderId());
        trader.cancel(waiting.orderId());
        assertEquals(List.of(), exchange.openOrders());

        List<PlacedOrder> recent = exchange.recentOrders("BTCUSDT");
        assertEquals(
                List.of(OrderStatus.FILLED, OrderStatus.CANCELED),
                recent.stream().map(PlacedOrder::status).toList());
        assertEquals(List.of(), exchange.recentOrders("ETHUSDT"));
        assertEquals("sig", ledger.entries().get(0).signalId());
        assertEquals(2, trader.ordersSent());
        assertEquals(1, exchange.ledgerSummary().duplicates());
    }

    @Test
    void aRefusalIsDefinite() throws Exception {
        Exchange exchange = start(Scenario.NORMAL);
        OrderRejected rejected =
                assertThrows(OrderRejected.class, () -> exchange.placeOrder(order(Side.SELL, "11", "50000")));
        assertTrue(rejected.getMessage().startsWith("INSUFFICIENT_BALANCE: "), rejected.getMessage());
    }

    @Test
    void aTestOrderIsCheckedAndNotPlaced() throws Exception {
        Exchange exchange = start(Scenario.NORMAL);
        exchange.testOrder(order(Side.SELL, "11", "50000"));
        assertThrows(OrderRejected.class, () -> exchange.testOrder(order(Side.SELL, "0", "50000")));
        assertEquals(List.of(), exchange.recentOrders("BTCUSDT"));
        assertEquals(List.of(), ledger.entries());
    }

    @Test
    void onlySignedRequestsAreServed() throws Exception {
        start(Scenario.NORMAL);
        Credentials wrongSecret = new Credentials(Credentials.demo().apiKey(), "guess");
        Credentials wrongKey = new Credentials("somebody", Credentials.demo().secret());
        for (Credentials wrong : List.of(wrongSecret, wrongKey)) {
            Exchange stranger = client(wrong, PATIENT);
            ExchangeException refused = assertThrows(ExchangeException.class, stranger::balances);
            assertEquals(401, refused.status());
            assertThrows(ExchangeException.class, () -> stranger.placeOrder(order(Side.BUY, "1", "50000")));
        }
        assertEquals(List.of(), ledger.entries());
    }

    @Test
    void failuresTellTheirStatus() throws Exception {
        Exchange exchange = start(Scenario.EXCHANGE_ERRORS);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            try {
                exchange.placeOrder(order(Side.BUY, "0.001", "50000"));
            } catch (ExchangeException e) {
                statuses.add(e.status());
            }
        }
        assertTrue(statuses.contains(502), statuses.toString());
        assertTrue(statuses.contains(503), statuses.toString());
    }

    @Test
    void aRateLimitTellsWhenToComeBack() throws Exception {
        Exchange exchange = start(Scenario.RATE_LIMITED);
        ExchangeException limited = assertThrows(ExchangeException.class, () -> {
            for (int i = 0; i < 100; i++) {
                exchange.placeOrder(order(Side.BUY, "0.001", "50000"));
            }
        });
        assertTrue(limited.rateLimited());
        assertEquals(FaultPlan.BAN, limited.retryAfter());
    }

    @Test
    void aLostAnswerLeavesATimeoutAndAnExecutedOrder() throws Exception {
        start(Scenario.LOST_ANSWERS);
        Exchange impatient = client(Credentials.demo(), Duration.ofMillis(400));
        assertThrows(ExchangeTimeout.class, () -> {
            for (int i = 0; i < 100; i++) {
                impatient.placeOrder(order(Side.BUY, "0.001", "50000"));
            }
        });
        List<LedgerEntry> entries = ledger.entries();
        LedgerEntry last = entries.get(entries.size() - 1);
        assertEquals("lost_answer", last.outcome());
        assertTrue(last.executed());
    }

    @Test
    void theFeedGivesTheStepsAskedForAlsoAfterAReconnect() throws Exception {
        start(Scenario.NORMAL);
        PriceSeries expected = new PriceSeries(42, false);
        try (Feeder feeder = new Feeder(server.address(), 42)) {
            feeder.reconnect();
            assertEquals(List.of(expected.at(1)), feeder.await(1));
            feeder.reconnect();
            assertEquals(List.of(expected.at(2)), feeder.await(2));
            feeder.disconnect();
            assertEquals(List.of(expected.at(3)), feeder.await(3), "comes back by itself");
        }
    }

    @Test
    void aTroubledFeedDeliversSomeStepsTwice() throws Exception {
        start(Scenario.DUPLICATE_SIGNALS);
        List<MarketUpdate> updates = new ArrayList<>();
        try (Feeder feeder = new Feeder(server.address(), 1)) {
            feeder.reconnect();
            for (int step = 1; step <= 100; step++) {
                updates.addAll(feeder.await(step));
            }
        }
        assertTrue(updates.size() > 110, updates.size() + " messages");
        assertEquals(100, updates.stream().distinct().count());
    }
}
