package io.resilienceagent.order;

import io.resilienceagent.order.JournalRecord.Intent;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * An order that the book still needs, and the permit of the call that sends it. Thread-safe: a state and the facts that
 * belong to it change in one step, without a lock.
 */
public final class LiveOrder extends AcceptedOrders.Link implements Admission {
    private static final AtomicReferenceFieldUpdater<LiveOrder, Ending> ENDING =
            AtomicReferenceFieldUpdater.newUpdater(LiveOrder.class, Ending.class, "ending");

    private final long id;
    private final OrderSignature signature;
    private final OrderTerms terms;
    private final boolean fromBefore;
    private final long begun;
    /** Null while the call is under way. */
    private volatile Ending ending;

    private volatile Kept kept;
    private boolean toldAmbiguous;

    /** A state that the order came to, when, and what is known of it. */
    private record Ending(OrderState state, long at, String exchangeId, String reason) {}

    /**
     * What the host's call returned.
     *
     * @param result may be null
     */
    record Kept(Object result) {}

    /** An order of this process, about to be sent. */
    LiveOrder(long id, OrderSignature signature, OrderTerms terms, long begun) {
        this.id = id;
        this.signature = signature;
        this.terms = terms;
        this.fromBefore = false;
        this.begun = begun;
    }

    /** An order from before this start. */
    LiveOrder(long id, Intent intent, long begun, OrderState state, long ended, String exchangeId, String reason) {
        this.id = id;
        this.signature = intent.signature();
        this.terms = new OrderTerms(intent.joinPoint(), intent.withinNanos(), intent.settleNanos(), Durability.FSYNC);
        this.fromBefore = true;
        this.begun = begun;
        this.ending = new Ending(state, ended, exchangeId, reason);
    }

    /**
     * Takes the order to a later state, or answers null when it cannot go there: what is rejected can only turn out
     * to have been accepted after all, what is accepted stays so.
     *
     * @return the state that it left
     */
    OrderState move(OrderState to, long now, String exchangeId, String reason) {
        Ending next = new Ending(to, now, exchangeId, reason);
        Ending last = ending;
        while (possible(state(last), to)) {
            if (ENDING.compareAndSet(this, last, next)) {
                return state(last);
            }
            last = ending;
        }
        return null;
    }

    private static boolean possible(OrderState from, OrderState to) {
        return switch (from) {
            case INTENT -> to != OrderState.INTENT;
            case UNKNOWN -> to == OrderState.ACCEPTED || to == OrderState.REJECTED;
            case REJECTED -> to == OrderState.ACCEPTED;
            case ACCEPTED -> false;
        };
    }

    /** Why it stands against the same order; null when it does not. */
    Cause standing(long now, long withinNanos) {
        Ending last = ending;
        return switch (state(last)) {
            case INTENT -> Cause.IN_FLIGHT;
            case UNKNOWN -> Cause.UNKNOWN;
            case ACCEPTED -> now - last.at() < withinNanos ? Cause.ACCEPTED : null;
            case REJECTED -> null;
        };
    }

    private static OrderState state(Ending ending) {
        return ending == null ? OrderState.INTENT : ending.state();
    }

    /** Keeps what the host's call returned, for {@code duplicate: return_previous}. */
    void keepResult(Object result) {
        kept = new Kept(result);
    }

    void forgetResult() {
        if (kept != null) {
            kept = null;
        }
    }

    /** What the host's call returned; null where that is not kept. */
    Kept kept() {
        return kept;
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
        return state(ending);
    }

    /** The exchange's id of the order; empty while it is not known. */
    public String exchangeId() {
        Ending last = ending;
        return last == null ? "" : last.exchangeId();
    }

    /** Why the order is in its state; may be empty. */
    public String reason() {
        Ending last = ending;
        return last == null ? "" : last.reason();
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
        Ending last = ending;
        return last == null ? begun : last.at();
    }

    /** What is journaled before the call. */
    Intent intent() {
        return new Intent(terms.joinPoint(), signature, terms.withinNanos(), terms.settleNanos());
    }
}
