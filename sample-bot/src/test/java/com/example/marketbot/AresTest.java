package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AresTest {
    @TempDir
    private Path data;

    private Positions positions;
    private Ares ares;

    @BeforeEach
    void holdABitcoin() {
        positions = new Positions(data);
        hold("1");
        ares = new Ares(positions, "run");
    }

    private void hold(String bitcoins) {
        positions.refresh(new Balances(Map.of("BTC", new BigDecimal(bitcoins))));
    }

    private static MarketUpdate update(long sequence, String price) {
        BigDecimal last = new BigDecimal(price);
        return new MarketUpdate(sequence, List.of(new Quote("BTCUSDT", last, last, true)));
    }

    private static Signal signal(Side side, String quantity) {
        return new Signal("s", "BTCUSDT", side, new BigDecimal(quantity), new BigDecimal("50000"));
    }

    @Test
    void sellsNoMoreThanItBelievesToHold() {
        List<Signal> decided = ares.decide(update(1, "50000"), List.of(signal(Side.SELL, "3")));
        assertEquals(List.of(signal(Side.SELL, "1")), decided);
        hold("0");
        assertEquals(List.of(), ares.decide(update(2, "50000"), List.of(signal(Side.SELL, "3"))));
    }

    @Test
    void buysNoMoreOnceThePositionIsLarge() {
        assertEquals(
                1,
                ares.decide(update(1, "50000"), List.of(signal(Side.BUY, "1"))).size());
        hold("20");
        assertEquals(List.of(), ares.decide(update(2, "50000"), List.of(signal(Side.BUY, "1"))));
    }

    @Test
    void stopLossSellsWhatTheStrategySellsToo() {
        assertEquals(List.of(), ares.decide(update(1, "50000"), List.of()));
        List<Signal> decided = ares.decide(update(2, "48000"), List.of(signal(Side.SELL, "0.5")));
        assertEquals(2, decided.size());
        assertEquals(new BigDecimal("1"), decided.get(0).quantity());
        assertTrue(decided.get(0).price().compareTo(new BigDecimal("48000")) < 0);
        assertEquals(new BigDecimal("0.5"), decided.get(1).quantity());
    }

    @Test
    void aPurchaseIsBelievedAtOnceAndASaleOnlyWithTheNextBalances() {
        positions.ordered(signal(Side.BUY, "0.5"));
        assertEquals(new BigDecimal("1.5"), positions.held("BTC"));
        positions.ordered(signal(Side.SELL, "0.5"));
        assertEquals(new BigDecimal("1.5"), positions.held("BTC"));
        assertEquals(new BigDecimal("1.5"), new Positions(data).held("BTC"), "remembered");
    }
}
