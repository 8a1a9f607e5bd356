package com.example.marketbot;

/** The exchange did not answer in time. */
public class ExchangeTimeout extends ExchangeException {
    private static final long serialVersionUID = 1L;

    public ExchangeTimeout(String message, Throwable cause) {
        super(message, cause);
    }
}
