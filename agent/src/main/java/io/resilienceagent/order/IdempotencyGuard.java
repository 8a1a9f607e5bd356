package io.resilienceagent.order;

import io.resilienceagent.guard.Cause;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.order.Admission.Refusal;
import io.resilienceagent.policy.IdempotencyRule;
import io.resilienceagent.policy.IdempotencyRule.Duplicate;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One live order per signature. Journals the intent before the call, and the outcome after it; refuses an order that
 * was accepted not long ago, is under way, or may have been placed. Thread-safe.
 */
public final class IdempotencyGuard implements Guard {
    /** The guard's name in the policy. */
    public static final String NAME = "idempotency";

    private final GuardContext context;
    private final OrderKey key;
    private final int[] keySlots;
    private final int orderIdSlot;
    private final boolean returnPrevious;
    private final OrderTerms terms;
    private final DefiniteRefusal refusal;
    private final OrderBook book;
    private final Lookup lookup;
    private final RefusalWords words;

    /**
     * @param keySlots the slot of each name of the rule's key, in its order; all bound
     * @param orderIdSlot the slot of the exchange's id in the result; -1 when not bound
     * @param refusal by what the exchange definitely says no
     * @param lookup how to ask the exchange about unknown orders
     * @param settle how long after a failed call the order may still turn up at the exchange
     */
    public IdempotencyGuard(
            GuardContext context,
            IdempotencyRule rule,
            int[] keySlots,
            int orderIdSlot,
            DefiniteRefusal refusal,
            OrderBook book,
            Optional<Lookup> lookup,
            Duration settle) {
        this.context = context;
        this.key = new OrderKey(rule.key());
        this.keySlots = keySlots.clone();
        this.orderIdSlot = orderIdSlot;
        this.returnPrevious = rule.duplicate() == Duplicate.RETURN_PREVIOUS;
        this.terms = OrderTerms.of(context.joinPoint(), rule.within(), settle, durability(context, rule));
        this.refusal = refusal;
        this.book = book;
        this.lookup = lookup.orElse(null);
        this.words = new RefusalWords(book, terms, lookup.isPresent());
        if (keySlots.length != rule.key().size()) {
            throw new IllegalArgumentException(keySlots.length + " slots for the key " + rule.key());
        }
        book.keyInForce(context.joinPoint(), key);
    }

    /** In shadow mode the host waits for nothing, not even for its disk. */
    private static Durability durability(GuardContext context, IdempotencyRule rule) {
        boolean waits = rule.durability() == Durability.FSYNC;
        return waits && !context.enforcing() ? Durability.OS : rule.durability();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object before(Invocation call) {
        OrderSignature signature = signature(call);
        try {
            Admission admission = book.begin(terms, signature);
            if (admission instanceof Refusal refusal && askAbout(refusal, call)) {
                admission = book.begin(terms, signature);
            }
            return admission instanceof Refusal refusal ? denial(refusal, signature) : admission;
        } catch (IOException e) {
            return Denial.of(
                    "JOURNAL_UNAVAILABLE",
                    "order " + signature.describe() + " is not sent, since it could not be journaled: " + e.getMessage()
                            + "; make room, or make the state directory writable");
        }
    }

    private OrderSignature signature(Invocation call) {
        Object[] values = new Object[keySlots.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = call.value(keySlots[i]);
        }
        return key.signature(values);
    }

    /** Asks the exchange where that can help; whether it was asked. */
    private boolean askAbout(Refusal refusal, Invocation call) {
        boolean helps = refusal.cause() == Admission.Cause.UNKNOWN || refusal.cause() == Admission.Cause.RECOVERING;
        if (lookup == null || !helps || !context.enforcing()) {
            return false;
        }
        if (!book.lookupPace().begin(context.ticker().nanos())) {
            return false;
        }
        try {
            lookup.ask(call, refusal.earlier().signature());
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            context.events().failure("LOOKUP_ERROR", context.joinPoint(), e);
        } finally {
            book.lookupPace().done();
        }
        return true;
    }

    private Denial denial(Refusal refusal, OrderSignature signature) {
        String reason = words.reason(refusal, signature);
        if (refusal.cause() == Admission.Cause.UNKNOWN || refusal.cause() == Admission.Cause.RECOVERING) {
            return Denial.of("ORDER_UNKNOWN", reason);
        }
        boolean answers = returnPrevious && refusal.cause() == Admission.Cause.ACCEPTED;
        LiveOrder.Kept kept = answers ? refusal.earlier().kept() : null;
        return kept == null
                ? Denial.of("DUPLICATE_ORDER", reason)
                : Denial.answering("DUPLICATE_ORDER", reason, kept.result());
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (!(permit instanceof LiveOrder order)) {
            return;
        }
        switch (OrderState.after(call, refusal)) {
            case ACCEPTED -> {
                if (returnPrevious) {
                    order.keepResult(call.result());
                }
                book.accepted(order, exchangeId(call));
            }
            case REJECTED -> book.rejected(order, ending(call));
            default -> book.unknown(order, ending(call));
        }
    }

    private String exchangeId(Invocation call) {
        if (orderIdSlot < 0) {
            return "";
        }
        try {
            return Objects.toString(call.value(orderIdSlot), "");
        } catch (RuntimeException e) {
            // The order is accepted all the same; only its id is not known.
            context.events().failure("ORDER_ID_UNREADABLE", context.joinPoint(), e);
            return "";
        }
    }

    /** How the call ended, for the journal. */
    private static String ending(Invocation call) {
        return call.thrown() == null ? "the call returned a failure" : Cause.of(call.thrown());
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        if (permit instanceof LiveOrder order) {
            book.rejected(order, "never sent: " + denial.code());
        }
        return denial;
    }
}
