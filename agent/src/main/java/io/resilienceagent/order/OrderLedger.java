package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import io.resilienceagent.order.JournalRecord.Kind;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.util.List;

/** Writes orders into the journal; does nothing for those that ask for no journal. Thread-safe. */
final class OrderLedger {
    private final OrderJournal journal;
    private final OrderTime time;
    private final Events events;

    /** @param journal null where there is none */
    OrderLedger(OrderJournal journal, OrderTime time, Events events) {
        this.journal = journal;
        this.time = time;
        this.events = events;
    }

    private boolean skips(LiveOrder order) {
        return journal == null || order.terms().durability() == Durability.MEMORY;
    }

    /** Writes that the order is about to be sent; when this fails it must not be. */
    void intent(LiveOrder order) throws IOException {
        if (!skips(order)) {
            journal.append(intentOf(order), order.terms().durability() == Durability.FSYNC);
        }
    }

    /** After a failed intent, which may have reached the disk after all: else a restart would find it unknown. */
    void withdraw(LiveOrder order) {
        if (skips(order)) {
            return;
        }
        try {
            journal.append(outcome(order, OrderState.REJECTED, order.ended()), false);
        } catch (IOException asBefore) {
            // The caller is about to tell the same trouble.
        }
    }

    /** Writes what became of an order. */
    void outcome(LiveOrder order, OrderState state, OrderState from, long now) {
        if (skips(order)) {
            return;
        }
        try {
            if (from == OrderState.REJECTED) {
                // A rewrite may have left the intent out.
                journal.append(intentOf(order), false);
            }
            journal.append(outcome(order, state, now), false);
        } catch (IOException | RuntimeException e) {
            // The book has the outcome. The next rewrite brings it to the disk; until then a restart would find the
            // order unknown, which is safe.
            journal.distrust();
            events.failure("JOURNAL_ERROR", "outcome of an order", e);
        }
    }

    /** Adds all that a rewritten journal must say of an order. */
    void describe(LiveOrder order, List<JournalRecord> records) {
        OrderState state = order.state();
        if (skips(order) || state == OrderState.REJECTED) {
            return;
        }
        records.add(intentOf(order));
        if (state != OrderState.INTENT) {
            records.add(outcome(order, state, order.ended()));
        }
    }

    private JournalRecord intentOf(LiveOrder order) {
        return JournalRecord.intent(order.id(), time.moment(order.begun()), order.intent());
    }

    private JournalRecord outcome(LiveOrder order, OrderState state, long now) {
        String text = state == OrderState.ACCEPTED ? order.exchangeId() : order.reason();
        Kind kind =
                switch (state) {
                    case ACCEPTED -> Kind.ACCEPTED;
                    case REJECTED -> Kind.REJECTED;
                    case UNKNOWN, INTENT -> Kind.UNKNOWN;
                };
        return JournalRecord.outcome(kind, order.id(), time.moment(now), text);
    }
}
