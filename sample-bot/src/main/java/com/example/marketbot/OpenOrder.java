package com.example.marketbot;

import java.math.BigDecimal;

/** An order of ours that still waits on the exchange's book. */
public record OpenOrder(String orderId, String symbol, Side side, BigDecimal quantity, BigDecimal price) {}
