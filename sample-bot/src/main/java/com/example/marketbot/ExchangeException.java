package com.example.marketbot;

import java.time.Duration;

/** The exchange failed to give a proper answer; what it did with the request is not known. */
public class ExchangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final Duration retryAfter;

    /** A failure without any answer. */
    public ExchangeException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.retryAfter = Duration.ZERO;
    }

    /** A failure that the exchange answered with this HTTP status. */
    public ExchangeException(String message, int status, Duration retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** How long the exchange asked us to stay away; zero if it did not. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the exchange wants fewer requests. */
    public boolean rateLimited() {
        return status == TOO_MANY_REQUESTS;
    }
}
