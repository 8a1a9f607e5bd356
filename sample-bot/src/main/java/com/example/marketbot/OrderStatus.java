package com.example.marketbot;

/** Where an order is in its life at the exchange. */
public enum OrderStatus {
    /** On the book, waiting for the market to reach its price. */
    NEW,
    FILLED,
    CANCELED
}
