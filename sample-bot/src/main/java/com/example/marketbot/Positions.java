package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the bot believes it holds of each asset, remembered in {@code positions.json}. */
public final class Positions {
    private final AtomicFile file;
    private final Map<String, BigDecimal> held;

    public Positions(Path dataDirectory) {
        file = new AtomicFile(dataDirectory.resolve("positions.json"));
        held = new TreeMap<>(file.readOr(Map.of(), new TypeReference<Map<String, BigDecimal>>() {}));
    }

    /** How much is held of an asset. */
    public synchronized BigDecimal held(String asset) {
        return held.getOrDefault(asset, BigDecimal.ZERO);
    }

    /** Takes over what the exchange says. */
    public synchronized void refresh(Balances balances) {
        held.clear();
        held.putAll(balances.free());
        file.write(held);
    }

    /** Takes note of an order that the exchange took. */
    public synchronized void ordered(Signal signal) {
        // Bought is ours from now on. What was sold disappears with the next balances anyway.
        if (signal.side() == Side.BUY) {
            held.merge(Symbols.base(signal.symbol()), signal.quantity(), BigDecimal::add);
            file.write(held);
        }
    }
}
