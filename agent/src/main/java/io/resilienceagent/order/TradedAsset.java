package io.resilienceagent.order;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the asset that a sell gives away in the name of a symbol: BTC in BTCUSDT, BTC/USDT, BTC-USDT. Thread-safe. */
final class TradedAsset {
    private static final String SEPARATORS = "-/_";
    private static final int MOST_KNOWN = 10_000;

    private final List<String> quotes;
    /** A bot trades few symbols, but each of them often. */
    private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

    /** @param quoteAssets what symbols are quoted in, such as USDT; compared without case */
    TradedAsset(List<String> quoteAssets) {
        // The longest first: of BUSD and USD it is BUSD that ends BTCBUSD.
        quotes = quoteAssets.stream()
                .map(quote -> quote.toUpperCase(Locale.ROOT))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The asset of a symbol; the symbol itself where it ends in no listed quote asset. */
    String of(String symbol) {
        String asset = known.get(symbol);
        if (asset == null) {
            asset = find(symbol);
            if (known.size() < MOST_KNOWN) {
                known.put(symbol, asset);
            }
        }
        return asset;
    }

    private String find(String symbol) {
        String upper = symbol.toUpperCase(Locale.ROOT);
        for (String quote : quotes) {
            if (!quote.isEmpty() && upper.endsWith(quote)) {
                String asset = withoutSeparators(symbol.substring(0, symbol.length() - quote.length()));
                if (!asset.isEmpty()) {
                    return asset;
                }
            }
        }
        int separator = firstSeparator(symbol);
        return separator > 0 ? symbol.substring(0, separator) : symbol;
    }

    private static int firstSeparator(String symbol) {
        for (int i = 0; i < symbol.length(); i++) {
            if (SEPARATORS.indexOf(symbol.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutSeparators(String name) {
        int end = name.length();
        while (end > 0 && SEPARATORS.indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }
}
