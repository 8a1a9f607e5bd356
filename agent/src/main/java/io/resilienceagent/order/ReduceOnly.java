package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.Invocation;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether an order that says of itself that it only reduces what is held really does: it sells, and what was last
 * observed covers it. Where nothing was observed yet nothing is verified. Thread-safe.
 */
public final class ReduceOnly implements Predicate<Invocation> {
    private final OrderReading order;
    private final Positions positions;

    /** @param quoteAssets what symbols are quoted in, to find the asset in a symbol */
    public ReduceOnly(InventoryGuard.Slots slots, List<String> quoteAssets, Positions positions) {
        this.order = new OrderReading(slots, quoteAssets);
        this.positions = positions;
    }

    @Override
    public boolean test(Invocation call) {
        if (!order.sells(call)) {
            return false;
        }
        BigDecimal quantity = Decimals.of(call.value(order.slots().quantity()));
        return positions
                .available(order.asset(call))
                .filter(available -> available.compareTo(quantity) >= 0)
                .isPresent();
    }
}
