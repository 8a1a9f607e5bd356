package com.example.marketbot;

/** Which way an order trades. */
public enum Side {
    BUY,
    SELL
}
