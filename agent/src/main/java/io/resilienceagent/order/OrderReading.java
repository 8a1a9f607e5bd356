package io.resilienceagent.order;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads from an order's call what it does to a holding: which asset, and whether it sells. Immutable. */
final class OrderReading {
    private static final Set<String> SELLS = Set.of("SELL", "ASK", "EXIT_BID", "S", "SHORT");
    private static final Set<String> BUYS = Set.of("BUY", "BID", "EXIT_ASK", "B", "LONG");

    private final InventoryGuard.Slots slots;
    private final TradedAsset tradedAsset;

    OrderReading(InventoryGuard.Slots slots, List<String> quoteAssets) {
        this.slots = slots;
        this.tradedAsset = new TradedAsset(quoteAssets);
    }

    InventoryGuard.Slots slots() {
        return slots;
    }

    boolean sells(Invocation call) {
        Object side = call.value(slots.side());
        if (side == null) {
            throw new UnreadableValueException("the order has no side, so it cannot be told whether it sells");
        }
        String text = OrderKey.text(side);
        if (SELLS.contains(text)) {
            return true;
        }
        String word = text.strip().toUpperCase(Locale.ROOT);
        boolean sells = SELLS.contains(word);
        if (!sells && !BUYS.contains(word)) {
            // A word for selling that nobody thought of would pass as a buy, and sell what is not held.
            throw new UnreadableValueException("the side '" + text + "' is neither a buy nor a sell by its name");
        }
        return sells;
    }

    String asset(Invocation call) {
        boolean bound = slots.asset() >= 0;
        Object value = call.value(bound ? slots.asset() : slots.symbol());
        if (value == null) {
            throw new UnreadableValueException("the order has no " + (bound ? "asset" : "symbol"));
        }
        String text = OrderKey.text(value);
        return bound ? text : tradedAsset.of(text);
    }
}
