package com.example.marketbot;

/** Names of markets: the traded asset, then the one it is paid in. */
public final class Symbols {
    /** Every market here is paid in this asset. */
    public static final String QUOTE = "USDT";

    private Symbols() {}

    /** The traded asset of a market: {@code BTC} of {@code BTCUSDT}. */
    public static String base(String symbol) {
        return symbol.substring(0, symbol.length() - QUOTE.length());
    }
}
