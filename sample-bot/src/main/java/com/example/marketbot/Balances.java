package com.example.marketbot;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What the account holds.
 *
 * @param free the amount of each asset (BTC, USDT, ...) that no open order has locked
 */
public record Balances(Map<String, BigDecimal> free) {
    public Balances {
        free = Map.copyOf(free);
    }
}
