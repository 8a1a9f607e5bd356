package com.example.marketbot.exchange;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The assets of the account. What an open order may need is locked, the rest is free. */
public final class Wallet {
    private final Map<String, BigDecimal> free = new TreeMap<>();
    private final Map<String, BigDecimal> locked = new TreeMap<>();
    private final boolean margin;

    /** @param margin whether the venue lends assets that are sold without being there */
    public Wallet(Map<String, BigDecimal> start, boolean margin) {
        free.putAll(start);
        this.margin = margin;
    }

    /** What the account has in this scenario. */
    public static Wallet of(Scenario scenario) {
        boolean poor = scenario == Scenario.SELL_WITHOUT_POSITION;
        return new Wallet(
                Map.of(
                        "USDT", new BigDecimal("1000000"),
                        "BTC", new BigDecimal(poor ? "0.3" : "10"),
                        "ETH", new BigDecimal(poor ? "4" : "100")),
                poor);
    }

    /** What is free of an asset. */
    public BigDecimal free(String asset) {
        return free.getOrDefault(asset, BigDecimal.ZERO);
    }

    /** What is free of all assets. */
    public Map<String, BigDecimal> free() {
        return new TreeMap<>(free);
    }

    /** Sets aside what a purchase may cost. */
    public void lockToPay(String asset, BigDecimal amount) {
        if (free(asset).compareTo(amount) < 0) {
            throw new Refusal(400, "INSUFFICIENT_BALANCE", "needs " + amount + " " + asset);
        }
        lock(asset, amount);
    }

    /** Sets aside what is to be sold; a lender's customer may owe it. */
    public void lockToSell(String asset, BigDecimal amount) {
        if (margin) {
            lock(asset, amount);
        } else {
            lockToPay(asset, amount);
        }
    }

    /** Gives back what was set aside. */
    public void unlock(String asset, BigDecimal amount) {
        locked.merge(asset, amount.negate(), BigDecimal::add);
        add(asset, amount);
    }

    /** Hands over what was set aside. */
    public void spendLocked(String asset, BigDecimal amount) {
        locked.merge(asset, amount.negate(), BigDecimal::add);
    }

    /** Receives an amount. */
    public void add(String asset, BigDecimal amount) {
        free.merge(asset, amount, BigDecimal::add);
    }

    private void lock(String asset, BigDecimal amount) {
        add(asset, amount.negate());
        locked.merge(asset, amount, BigDecimal::add);
    }
}
