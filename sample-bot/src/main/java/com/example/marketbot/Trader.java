package com.example.marketbot;

import java.util.concurrent.atomic.AtomicLong;

/** Brings orders to the exchange, one attempt for each call. */
public class Trader {
    private final Exchange exchange;
    private final AtomicLong sent = new AtomicLong();

    public Trader(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Sends an order once.
     *
     * @throws OrderRejected if the exchange definitely refused it
     * @throws ExchangeTimeout if no answer came in time
     * @throws ExchangeException if the answer was no proper one
     */
    public OrderAck placeOrder(OrderRequest order) {
        sent.incrementAndGet();
        return exchange.placeOrder(order);
    }

    /** Takes an open order off the book. */
    public void cancel(String orderId) {
        exchange.cancel(orderId);
    }

    /** How many orders went out to the exchange. */
    public long ordersSent() {
        return sent.get();
    }
}
