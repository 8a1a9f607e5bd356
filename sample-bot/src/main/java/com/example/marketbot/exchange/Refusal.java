package com.example.marketbot.exchange;

/** A request that the exchange will not serve, with the HTTP status and the code that say so. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code for machines. */
    public String code() {
        return code;
    }
}
