package com.example.marketbot;

/** The exchange said no to an order, for good: it was not executed and will not be. */
public class OrderRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OrderRejected(String message) {
        super(message);
    }
}
