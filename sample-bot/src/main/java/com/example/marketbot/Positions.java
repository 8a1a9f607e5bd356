package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the bot believes it holds of each asset, remembered in {@code positions.json}. */
public final class Positions extends Book {
    private final AtomicFile file;
    private final Map<String, BigDecimal> held;

    /** Guarded by its own monitor. */
    public Positions(Path dataDirectory) {
        this(dataDirectory, LockKind.MONITOR);
    }

    /** Guarded by a lock of this kind. */
    public Positions(Path dataDirectory, LockKind kind) {
        super(kind);
        file = new AtomicFile(dataDirectory.resolve("positions.json"));
        held = new TreeMap<>(file.readOr(Map.of(), new TypeReference<Map<String, BigDecimal>>() {}));
    }

    /** How much is held of an asset. */
    public BigDecimal held(String asset) {
        return locked(() -> held.getOrDefault(asset, BigDecimal.ZERO));
    }

    /** Takes over what the exchange says. */
    public void refresh(Balances balances) {
        locked(() -> {
            held.clear();
            held.putAll(balances.free());
            return save();
        });
    }

    /** Takes note of an order that the exchange took. */
    public void ordered(Signal signal) {
        // Bought is ours from now on. What was sold disappears with the next balances anyway.
        if (signal.side() == Side.BUY) {
            locked(() -> {
                held.merge(Symbols.base(signal.symbol()), signal.quantity(), BigDecimal::add);
                return save();
            });
        }
    }

    private int save() {
        file.write(held);
        return held.size();
    }
}
