package io.resilienceagent.agent;

import io.resilienceagent.order.OrderBook;
import io.resilienceagent.state.RecoveryCheck;
import io.resilienceagent.state.SystemState;

/** A bot that may trade again must know the orders of its earlier run. */
record OrdersKnown(OrderBook orders) implements RecoveryCheck {
    @Override
    public String component() {
        return "orders";
    }

    @Override
    public String lacking(SystemState state) {
        boolean unknown = state == SystemState.RECOVERING && orders.recovering();
        return unknown ? orders.recoveringCount() + " orders of an earlier run are unknown" : null;
    }
}
