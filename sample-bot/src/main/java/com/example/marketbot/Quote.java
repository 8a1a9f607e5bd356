package com.example.marketbot;

import java.math.BigDecimal;

/**
 * The state of one market in the feed.
 *
 * @param open the price at which the present candle began
 * @param last the latest price
 * @param closed whether the candle ends with this quote
 */
public record Quote(String symbol, BigDecimal open, BigDecimal last, boolean closed) {}
