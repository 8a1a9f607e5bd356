package com.example.marketbot.exchange;

import com.example.marketbot.OrderRequest;
import com.example.marketbot.PlacedOrder;
import java.util.Locale;

/** Where orders come in: decides their fate, has them matched, and enters them in the ledger, one at a time. */
final class OrderGate {
    private final MatchingEngine engine;
    private final FaultPlan faults;
    private final Ledger ledger;

    OrderGate(MatchingEngine engine, FaultPlan faults, Ledger ledger) {
        this.engine = engine;
        this.faults = faults;
        this.ledger = ledger;
    }

    /** Receives an order of a signal. */
    synchronized Answer receive(OrderRequest order, String signalId) {
        boolean naked = engine.isNaked(order);
        Fault fault = faults.nextOrder();
        return switch (fault.kind()) {
            case SERVER_ERROR -> turnedAway(order, signalId, naked, "server_error", Answer.serverError());
            case PROXY_ERROR -> turnedAway(order, signalId, naked, "server_error", Answer.proxyError());
            case RATE_LIMITED -> turnedAway(order, signalId, naked, "rate_limited", Answer.rateLimited());
            case NONE, SLOW_ANSWER, LOST_ANSWER -> match(order, signalId, naked, fault);
        };
    }

    private Answer match(OrderRequest order, String signalId, boolean naked, Fault fault) {
        try {
            PlacedOrder placed = engine.place(order);
            String outcome = fault.kind() == Fault.Kind.NONE
                    ? "executed"
                    : fault.kind().name().toLowerCase(Locale.ROOT);
            enter(order, signalId, placed.orderId(), outcome, ledger.executedBefore(signalId), naked);
            return Answer.accepted(placed, fault);
        } catch (Refusal refusal) {
            return turnedAway(order, signalId, naked, "rejected", Answer.refused(refusal));
        }
    }

    private Answer turnedAway(OrderRequest order, String signalId, boolean naked, String outcome, Answer answer) {
        enter(order, signalId, null, outcome, false, naked);
        return answer;
    }

    private void enter(
            OrderRequest order, String signalId, String orderId, String outcome, boolean duplicate, boolean naked) {
        ledger.record(new LedgerEntry(
                System.currentTimeMillis(),
                signalId,
                orderId,
                order.symbol(),
                order.side(),
                order.quantity(),
                order.price(),
                outcome,
                orderId != null,
                duplicate,
                naked));
    }
}
