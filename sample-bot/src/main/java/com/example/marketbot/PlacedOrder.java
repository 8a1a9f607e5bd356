package com.example.marketbot;

import java.math.BigDecimal;

/**
 * An order that the exchange took, open or finished.
 *
 * @param createdAt when the exchange took it, in milliseconds since the epoch
 */
public record PlacedOrder(
        String orderId,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        OrderStatus status,
        BigDecimal filledQuantity,
        long createdAt) {

    /** The same order, completely filled. */
    public PlacedOrder filled() {
        return new PlacedOrder(orderId, symbol, side, quantity, price, OrderStatus.FILLED, quantity, createdAt);
    }

    /** The same order, taken off the book. */
    public PlacedOrder canceled() {
        return new PlacedOrder(orderId, symbol, side, quantity, price, OrderStatus.CANCELED, filledQuantity, createdAt);
    }
}
