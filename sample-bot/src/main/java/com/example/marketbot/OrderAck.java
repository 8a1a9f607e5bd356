package com.example.marketbot;

import java.math.BigDecimal;

/** The exchange's word that it took an order. */
public record OrderAck(String orderId, OrderStatus status, BigDecimal filledQuantity) {}
