package com.example.marketbot;

import java.math.BigDecimal;

/** A decision to trade, with an id that stays with it however often it has to be tried. */
public record Signal(String id, String symbol, Side side, BigDecimal quantity, BigDecimal price) {

    /** The order that carries this signal out. */
    public OrderRequest toOrder() {
        return new OrderRequest(id, symbol, side, quantity, price);
    }

    /** The same signal for another quantity. */
    public Signal withQuantity(BigDecimal other) {
        return new Signal(id, symbol, side, other, price);
    }
}
