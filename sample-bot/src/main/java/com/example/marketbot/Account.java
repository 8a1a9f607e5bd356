package com.example.marketbot;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** Keeps the bot's picture of its account in order. */
public final class Account {
    private final Exchange exchange;
    private final Trader trader;
    private final Positions positions;
    private Set<String> seenOpen = Set.of();

    public Account(Exchange exchange, Trader trader, Positions positions) {
        this.exchange = exchange;
        this.trader = trader;
        this.positions = positions;
    }

    /** Takes over the balances that the exchange has for us. */
    public void refreshPositions() {
        positions.refresh(exchange.balances());
    }

    /** Makes sure that the exchange would take our orders. */
    public void sendTestOrder() {
        exchange.testOrder(new OrderRequest("test", "BTCUSDT", Side.BUY, BigDecimal.ONE, BigDecimal.ONE));
    }

    /** Cancels every order that was open at the last look already: the market has moved on. */
    public void cancelStaleOrders() {
        Set<String> open = new HashSet<>();
        for (OpenOrder order : exchange.openOrders()) {
            if (seenOpen.contains(order.orderId())) {
                trader.cancel(order.orderId());
            } else {
                open.add(order.orderId());
            }
        }
        seenOpen = open;
    }
}
