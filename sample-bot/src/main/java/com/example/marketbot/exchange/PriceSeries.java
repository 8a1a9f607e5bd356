package com.example.marketbot.exchange;

import com.example.marketbot.MarketUpdate;
import com.example.marketbot.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The prices of one market: a random walk, the same for the same seed, that can be asked for any step. */
public final class PriceSeries {
    /** Where each market starts. */
    public static final Map<String, BigDecimal> START =
            Map.of("BTCUSDT", new BigDecimal("50000.00"), "ETHUSDT", new BigDecimal("3000.00"));

    private static final int CANDLE_STEPS = 4;
    private static final double STEP_DEVIATION = 0.0008;
    private static final double CALM_BAND = 0.02;
    private static final double FALL_PER_STEP = 0.0015;

    private final List<Walk> walks;

    public PriceSeries(long seed, boolean falling) {
        // The markets' candles end at different times, as if they had opened at different times.
        walks = List.of(new Walk("BTCUSDT", 0, seed, falling), new Walk("ETHUSDT", CANDLE_STEPS / 2, seed, falling));
    }

    /** The feed's message of one step, counted from 1. */
    public synchronized MarketUpdate at(long sequence) {
        int step = Math.toIntExact(sequence);
        return new MarketUpdate(
                sequence, walks.stream().map(walk -> walk.quote(step)).toList());
    }

    /** The walk of one market. */
    private static final class Walk {
        private final String symbol;
        private final int candleOffset;
        private final boolean falling;
        private final Random random;
        private final double start;
        private final List<BigDecimal> prices = new ArrayList<>();
        private double level = 1;

        Walk(String symbol, int candleOffset, long seed, boolean falling) {
            this.symbol = symbol;
            this.candleOffset = candleOffset;
            this.falling = falling;
            this.random = new Random(seed * 31 + symbol.hashCode());
            this.start = START.get(symbol).doubleValue();
            prices.add(START.get(symbol));
        }

        Quote quote(int step) {
            while (prices.size() <= step) {
                prices.add(next());
            }
            int age = (step + candleOffset) % CANDLE_STEPS;
            int opened = age == 0 ? step - CANDLE_STEPS : step - age;
            return new Quote(symbol, prices.get(Math.max(opened, 0)), prices.get(step), age == 0);
        }

        private BigDecimal next() {
            double move = random.nextGaussian() * STEP_DEVIATION;
            if (falling) {
                level *= 1 + move - FALL_PER_STEP;
            } else if (Math.abs(level + move - 1) <= CALM_BAND) {
                level += move;
            } else {
                level -= move; // a calm market turns back at the edge of its band
            }
            return BigDecimal.valueOf(start * level).setScale(2, RoundingMode.HALF_UP);
        }
    }
}
