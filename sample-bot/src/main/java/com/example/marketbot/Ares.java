package com.example.marketbot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The risk part: it decides how much of a signal is traded, and gets out of a market that falls too far. */
public final class Ares {
    private static final BigDecimal MOST_VALUE_PER_ASSET = new BigDecimal("800000");
    private static final BigDecimal STOP_LOSS = new BigDecimal("0.97");
    private static final BigDecimal STOP_LOSS_DISCOUNT = new BigDecimal("0.999");

    private final Positions positions;
    private final String runId;
    private final Map<String, BigDecimal> entryPrices = new HashMap<>();

    public Ares(Positions positions, String runId) {
        this.positions = positions;
        this.runId = runId;
    }

    /** All that is to be traded after this message: the strategy's signals in their allowed size, and the stop-losses. */
    public List<Signal> decide(MarketUpdate update, List<Signal> signals) {
        List<Signal> decided = new ArrayList<>(stopLosses(update));
        signals.forEach(signal -> sized(signal).ifPresent(decided::add));
        return decided;
    }

    private Optional<Signal> sized(Signal signal) {
        BigDecimal held = positions.held(Symbols.base(signal.symbol()));
        if (signal.side() == Side.BUY) {
            boolean room = held.multiply(signal.price()).compareTo(MOST_VALUE_PER_ASSET) < 0;
            return room ? Optional.of(signal) : Optional.empty();
        }
        return held.signum() > 0
                ? Optional.of(signal.withQuantity(signal.quantity().min(held)))
                : Optional.empty();
    }

    private List<Signal> stopLosses(MarketUpdate update) {
        List<Signal> sells = new ArrayList<>();
        for (Quote quote : update.quotes()) {
            BigDecimal entry = entryPrices.computeIfAbsent(quote.symbol(), first -> quote.last());
            BigDecimal held = positions.held(Symbols.base(quote.symbol()));
            boolean fallen = quote.last().compareTo(entry.multiply(STOP_LOSS)) < 0;
            if (quote.closed() && fallen && held.signum() > 0) {
                sells.add(sellAll(update.sequence(), quote, held));
            }
        }
        return sells;
    }

    private Signal sellAll(long sequence, Quote quote, BigDecimal held) {
        String id = runId + "-" + sequence + "-" + quote.symbol() + "-stop";
        BigDecimal price = quote.last().multiply(STOP_LOSS_DISCOUNT).setScale(2, RoundingMode.DOWN);
        return new Signal(id, quote.symbol(), Side.SELL, held, price);
    }
}
