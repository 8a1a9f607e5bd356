package com.example.marketbot.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.Quote;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceSeriesTest {
    @Test
    void theSameSeedGivesTheSamePricesInWhateverOrder() {
        PriceSeries one = new PriceSeries(5, false);
        PriceSeries other = new PriceSeries(5, false);
        other.at(300);
        for (int step = 1; step <= 300; step++) {
            assertEquals(one.at(step), other.at(step));
        }
    }

    @Test
    void aCalmMarketStaysInItsBand() {
        for (long seed = 1; seed <= 20; seed++) {
            PriceSeries prices = new PriceSeries(seed, false);
            for (int step = 1; step <= 2000; step++) {
                for (Quote quote : prices.at(step).quotes()) {
                    double level = quote.last().doubleValue()
                            / PriceSeries.START.get(quote.symbol()).doubleValue();
                    assertTrue(Math.abs(level - 1) < 0.0201, quote.toString());
                }
            }
        }
    }

    @Test
    void aFallingMarketFalls() {
        Quote last = new PriceSeries(1, true).at(100).quotes().get(0);
        assertTrue(last.last().compareTo(new BigDecimal("46000")) < 0, last.toString());
    }

    @Test
    void aCandleOpensWhereTheOneBeforeClosed() {
        PriceSeries prices = new PriceSeries(1, false);
        Quote closed = prices.at(8).quotes().get(0);
        assertTrue(closed.closed());
        assertEquals(prices.at(4).quotes().get(0).last(), closed.open());
        assertEquals(closed.last(), prices.at(9).quotes().get(0).open());
    }
}
