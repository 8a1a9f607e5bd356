package com.example.marketbot;

import java.util.List;

/**
 * One message of the price feed.
 *
 * @param sequence the feed's number of this message, counted from 1
 */
public record MarketUpdate(long sequence, List<Quote> quotes) {
    public MarketUpdate {
        quotes = List.copyOf(quotes);
    }
}
