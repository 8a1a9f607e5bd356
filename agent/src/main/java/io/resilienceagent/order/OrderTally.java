package io.resilienceagent.order;

import io.resilienceagent.guard.EnumTally;

/** What became of orders since the start of the process. Thread-safe; counting and asking wait for nobody. */
public final class OrderTally {
    /** How what the exchange lists differs from what the book has. */
    public enum Discrepancy {
        /** The host saw its call fail, and the exchange has the order. */
        PLACED,
        /** The order could have been placed, and a complete answer of the exchange does not list it. */
        ABSENT,
        /** The exchange lists an order that is nearly, but not quite, the one in question. */
        AMBIGUOUS
    }

    private final EnumTally<OrderState> sent = new EnumTally<>(OrderState.class);
    private final EnumTally<OrderState> resolved = new EnumTally<>(OrderState.class);
    private final EnumTally<Discrepancy> found = new EnumTally<>(Discrepancy.class);

    void moved(OrderState from, OrderState to) {
        (from == OrderState.INTENT ? sent : resolved).add(to);
    }

    void discovered(Discrepancy discrepancy) {
        found.add(discrepancy);
    }

    /** Orders whose call has ended so. */
    public long sent(OrderState outcome) {
        return sent.count(outcome);
    }

    /** Orders of an unknown, or a wrongly known, outcome that turned out to be this. */
    public long resolved(OrderState outcome) {
        return resolved.count(outcome);
    }

    /** How often an order came to this outcome; one whose outcome turns out later is counted again, as that. */
    public long of(OrderState outcome) {
        return sent(outcome) + resolved(outcome);
    }

    /** How often a comparison with what the exchange lists showed this. */
    public long found(Discrepancy discrepancy) {
        return found.count(discrepancy);
    }
}
