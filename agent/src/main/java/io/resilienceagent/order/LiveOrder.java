package io.resilienceagent.order;

import io.resilienceagent.order.JournalRecord.Intent;
import io.resilienceagent.policy.IdempotencyRule.Durability;

/**
 * An order that the book still needs, and the permit of the call that sends it. Thread-safe: state changes are
 * atomic, readers see the facts that belong to the state they read or to a later one.
 */
public final class LiveOrder implements Admission {
    private final long id;
    private final OrderSignature signature;
    private final OrderTerms terms;
    private final boolean fromBefore;
    private final long begun;
    private long ended;
    private String exchangeId = "";
    private String reason = "";
    private Object result;
    private boolean resultKept;
    private boolean toldAmbiguous;
    /** Written after the facts that belong to it. */
    private volatile OrderState state;

    /** An order of this process, about to be sent. */
    LiveOrder(long id, OrderSignature signature, OrderTerms terms, long begun) {
        this.id = id;
        this.signature = signature;
        this.terms = terms;
        this.fromBefore = false;
        this.begun = begun;
        this.ended = begun;
        this.state = OrderState.INTENT;
    }

    /** An order from before this start. */
    LiveOrder(long id, Intent intent, long begun, OrderState state, long ended, String exchangeId, String reason) {
        this.id = id;
        this.signature = intent.signature();
        this.terms = new OrderTerms(intent.joinPoint(), intent.withinNanos(), intent.settleNanos(), Durability.FSYNC);
        this.fromBefore = true;
        this.begun = begun;
        this.ended = ended;
        this.exchangeId = exchangeId;
        this.reason = reason;
        this.state = state;
    }

    /**
     * Takes the order to a later state, or answers null when it cannot go there: what is rejected can only turn out
     * to have been accepted after all, what is accepted stays so.
     *
     * @return the state that it left
     */
    synchronized OrderState move(OrderState to, long now, String exchangeId, String reason) {
        OrderState from = state;
        boolean possible =
                switch (from) {
                    case INTENT -> to != OrderState.INTENT;
                    case UNKNOWN -> to == OrderState.ACCEPTED || to == OrderState.REJECTED;
                    case REJECTED -> to == OrderState.ACCEPTED;
                    case ACCEPTED -> false;
                };
        if (!possible) {
            return null;
        }
        this.ended = now;
        this.exchangeId = exchangeId;
        this.reason = reason;
        state = to;
        return from;
    }

    /** Keeps what the host's call returned, for {@code duplicate: return_previous}. */
    synchronized void keepResult(Object result) {
        this.result = result;
        this.resultKept = true;
    }

    synchronized void forgetResult() {
        this.result = null;
        this.resultKept = false;
    }

    /** Whether {@link #result} is what the host's call returned. */
    synchronized boolean resultKept() {
        return resultKept;
    }

    /** What the host's call returned, where that is kept. */
    synchronized Object result() {
        return result;
    }

    /** Whether it was not yet told that a listing left this order in doubt; once true, then false. */
    synchronized boolean tellAmbiguous() {
        boolean first = !toldAmbiguous;
        toldAmbiguous = true;
        return first;
    }

    /** The order's number in the book and the journal. */
    public long id() {
        return id;
    }

    /** What makes another order the same. */
    public OrderSignature signature() {
        return signature;
    }

    /** Where it is in its life. */
    public OrderState state() {
        return state;
    }

    /** The exchange's id of the order; empty while it is not known. */
    public String exchangeId() {
        return exchangeId;
    }

    /** Why the order is in its state; may be empty. */
    public String reason() {
        return reason;
    }

    /** Whether an earlier process sent it. */
    public boolean fromBefore() {
        return fromBefore;
    }

    OrderTerms terms() {
        return terms;
    }

    /** The tick at which the call began. */
    long begun() {
        return begun;
    }

    /** The tick of the last change of state. */
    long ended() {
        return ended;
    }

    /** What is journaled before the call. */
    Intent intent() {
        return new Intent(terms.joinPoint(), signature, terms.withinNanos(), terms.settleNanos());
    }
}
