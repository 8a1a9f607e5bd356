package com.example.marketbot;

import java.math.BigDecimal;

/**
 * A limit order as it goes to the exchange.
 *
 * @param signalId the strategy's signal that this order serves
 * @param symbol the market, such as {@code BTCUSDT}
 */
public record OrderRequest(String signalId, String symbol, Side side, BigDecimal quantity, BigDecimal price) {}
