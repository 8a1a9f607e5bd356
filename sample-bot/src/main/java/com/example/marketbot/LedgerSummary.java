package com.example.marketbot;

/**
 * The venue's account of all orders it ever received.
 *
 * @param duplicates executed orders beyond the first of each signal
 * @param nakedSellsReceived SELL orders for more than was free at that moment, whether executed or not
 */
public record LedgerSummary(long received, long executed, long duplicates, long nakedSellsReceived) {}
