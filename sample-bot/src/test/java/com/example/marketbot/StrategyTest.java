package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.exchange.PriceSeries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private record Trade(String symbol, Side side, BigDecimal quantity, BigDecimal price) {
        static Trade of(Signal signal) {
            return new Trade(signal.symbol(), signal.side(), signal.quantity(), signal.price());
        }
    }

    private static List<Signal> run(String runId, long seed, long salt, int ticks) {
        PriceSeries prices = new PriceSeries(seed, false);
        Strategy strategy = new Strategy(runId, seed, salt);
        List<Signal> signals = new ArrayList<>();
        for (int tick = 1; tick <= ticks; tick++) {
            signals.addAll(strategy.signals(prices.at(tick)));
        }
        return signals;
    }

    private static List<Trade> trades(String runId, long seed, long salt, int ticks) {
        return run(runId, seed, salt, ticks).stream().map(Trade::of).toList();
    }

    @Test
    void sameSeedTradesTheSameUnderOtherIds() {
        assertEquals(trades("a", 7, 0, 500), trades("b", 7, 0, 500));
        assertFalse(trades("a", 7, 0, 500).equals(trades("a", 8, 0, 500)));
    }

    @Test
    void noTwoSignalsOfARunAreAlike() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Signal> signals = run("run", seed, 0, 2000);
            assertEquals(
                    signals.size(), Set.copyOf(trades("run", seed, 0, 2000)).size(), "trades of seed " + seed);
            assertEquals(
                    signals.size(),
                    signals.stream().map(Signal::id).collect(Collectors.toSet()).size(),
                    "ids of seed " + seed);
        }
    }

    @Test
    void saltedRunsRepeatNoTradeOfTheirSeed() {
        Set<Trade> seen = new HashSet<>(trades("first", 3, 0, 2000));
        for (long salt = 1; salt <= 10; salt++) {
            for (Trade trade : trades("later", 3, salt * 7_919, 2000)) {
                assertTrue(seen.add(trade), "seen before: " + trade);
            }
        }
    }

    @Test
    void tradesBothWaysOnBothMarketsOftenEnough() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Signal> signals = run("run", seed, 0, 200);
            assertTrue(signals.size() >= 30 && signals.size() <= 80, signals.size() + " signals of seed " + seed);
            Set<String> kinds = signals.stream()
                    .map(signal -> signal.symbol() + signal.side())
                    .collect(Collectors.toSet());
            assertEquals(4, kinds.size(), "seed " + seed + ": " + kinds);
        }
    }

    @Test
    void aMessageDeliveredTwiceGivesTheSameSignalTwice() {
        PriceSeries prices = new PriceSeries(1, false);
        Strategy strategy = new Strategy("run", 1, 0);
        List<Signal> first = new ArrayList<>();
        List<Signal> second = new ArrayList<>();
        for (int tick = 1; tick <= 100; tick++) {
            first.addAll(strategy.signals(prices.at(tick)));
            second.addAll(strategy.signals(prices.at(tick)));
        }
        assertFalse(first.isEmpty());
        assertEquals(first, second);
    }
}
