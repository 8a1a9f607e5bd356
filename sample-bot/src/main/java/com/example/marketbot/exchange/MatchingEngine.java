package com.example.marketbot.exchange;

import com.example.marketbot.MarketUpdate;
import com.example.marketbot.OpenOrder;
import com.example.marketbot.OrderRequest;
import com.example.marketbot.OrderStatus;
import com.example.marketbot.PlacedOrder;
import com.example.marketbot.Quote;
import com.example.marketbot.Side;
import com.example.marketbot.Symbols;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Matches the account's limit orders with the simulated market, whose depth has no end. */
public final class MatchingEngine {
    private static final int RECENT = 1000;

    private final Wallet wallet;
    private final Map<String, BigDecimal> market = new HashMap<>(PriceSeries.START);
    private final Map<String, PlacedOrder> orders = new LinkedHashMap<>();

    public MatchingEngine(Wallet wallet) {
        this.wallet = wallet;
    }

    /** Takes an order: it is filled at once if it crosses the market, else it waits on the book. */
    public synchronized PlacedOrder place(OrderRequest unchecked) {
        OrderRequest request = checked(unchecked);
        if (request.side() == Side.BUY) {
            wallet.lockToPay(Symbols.QUOTE, request.price().multiply(request.quantity()));
        } else {
            wallet.lockToSell(Symbols.base(request.symbol()), request.quantity());
        }
        PlacedOrder order = new PlacedOrder(
                "o-" + (orders.size() + 1),
                request.symbol(),
                request.side(),
                request.quantity(),
                request.price(),
                OrderStatus.NEW,
                BigDecimal.ZERO,
                System.currentTimeMillis());
        orders.put(order.orderId(), order);
        fillIfCrossing(order);
        return orders.get(order.orderId());
    }

    /** The same order if it is one that could be placed. */
    public synchronized OrderRequest checked(OrderRequest request) {
        if (request.symbol() == null || !market.containsKey(request.symbol())) {
            throw new Refusal(400, "UNKNOWN_SYMBOL", "no market " + request.symbol());
        }
        if (request.side() == null || !positive(request.quantity()) || !positive(request.price())) {
            throw new Refusal(400, "BAD_ORDER", "an order needs a side, a quantity and a price");
        }
        return request;
    }

    private static boolean positive(BigDecimal number) {
        return number != null && number.signum() > 0;
    }

    /** Takes an open order off the book. */
    public synchronized PlacedOrder cancel(String orderId) {
        PlacedOrder order = orders.get(orderId);
        if (order == null || order.status() != OrderStatus.NEW) {
            throw new Refusal(400, "UNKNOWN_ORDER", "no open order " + orderId);
        }
        if (order.side() == Side.BUY) {
            wallet.unlock(Symbols.QUOTE, order.price().multiply(order.quantity()));
        } else {
            wallet.unlock(Symbols.base(order.symbol()), order.quantity());
        }
        orders.put(orderId, order.canceled());
        return orders.get(orderId);
    }

    /** Moves the market, and fills what it reaches. */
    public synchronized void move(MarketUpdate update) {
        for (Quote quote : update.quotes()) {
            market.put(quote.symbol(), quote.last());
        }
        List.copyOf(orders.values()).forEach(this::fillIfCrossing);
    }

    private void fillIfCrossing(PlacedOrder order) {
        BigDecimal price = market.get(order.symbol());
        int distance = order.price().compareTo(price);
        boolean crossing = order.side() == Side.BUY ? distance >= 0 : distance <= 0;
        if (order.status() != OrderStatus.NEW || !crossing) {
            return;
        }
        String asset = Symbols.base(order.symbol());
        if (order.side() == Side.BUY) {
            wallet.unlock(Symbols.QUOTE, order.price().multiply(order.quantity()));
            wallet.add(Symbols.QUOTE, price.multiply(order.quantity()).negate());
            wallet.add(asset, order.quantity());
        } else {
            wallet.spendLocked(asset, order.quantity());
            wallet.add(Symbols.QUOTE, price.multiply(order.quantity()));
        }
        orders.put(order.orderId(), order.filled());
    }

    /** Whether this is a sale of more than the account has free. */
    public synchronized boolean isNaked(OrderRequest request) {
        return request.side() == Side.SELL
                && request.symbol() != null
                && positive(request.quantity())
                && request.symbol().endsWith(Symbols.QUOTE)
                && wallet.free(Symbols.base(request.symbol())).compareTo(request.quantity()) < 0;
    }

    /** What is free of all assets. */
    public synchronized Map<String, BigDecimal> free() {
        return wallet.free();
    }

    /** The orders on the book. */
    public synchronized List<OpenOrder> openOrders() {
        return orders.values().stream()
                .filter(order -> order.status() == OrderStatus.NEW)
                .map(order ->
                        new OpenOrder(order.orderId(), order.symbol(), order.side(), order.quantity(), order.price()))
                .toList();
    }

    /** The latest orders of one market, oldest first. */
    public synchronized List<PlacedOrder> recentOrders(String symbol) {
        List<PlacedOrder> all = orders.values().stream()
                .filter(order -> order.symbol().equals(symbol))
                .toList();
        return all.subList(Math.max(0, all.size() - RECENT), all.size());
    }
}
