package io.resilienceagent.order;

import io.resilienceagent.order.JournalRecord.Intent;
import io.resilienceagent.order.JournalRecord.Kind;
import io.resilienceagent.order.JournalScan.Damage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the records of a journal back into orders. Outcomes count by weight and not by place, since two threads may
 * write theirs in either order: accepted beats rejected beats unknown. An intent without an outcome is unknown. A
 * damaged part that may hide an order becomes an unknown order itself: until somebody has looked, nothing is sent.
 */
final class OrderReplay {
    private static final OrderKey UNREADABLE = new OrderKey(List.of("unreadable_record"));

    private final OrderTime time;
    private final long now;
    private final Map<Long, JournalRecord> intents = new LinkedHashMap<>();
    private final Map<Long, JournalRecord> outcomes = new LinkedHashMap<>();
    private final List<JournalRecord> knownIds = new ArrayList<>();
    private long lastId;
    private long lastAt = Long.MIN_VALUE;

    OrderReplay(JournalScan scan, OrderTime time) {
        this.time = time;
        this.now = time.nanos();
        scan.records().forEach(this::take);
        for (Damage damage : scan.damages()) {
            if (damage.mayHideOrders()) {
                unreadable("bytes " + damage.from() + " to " + damage.to() + " of the journal");
            }
        }
        orphans();
    }

    private void take(JournalRecord record) {
        lastId = Math.max(lastId, record.id());
        if (record.kind() != Kind.KNOWN_ID) {
            lastAt = Math.max(lastAt, record.at().wallMillis());
        }
        switch (record.kind()) {
            case INTENT -> intents.put(record.id(), record);
            case KNOWN_ID -> knownIds.add(record);
            case ACCEPTED, REJECTED, UNKNOWN ->
                outcomes.merge(record.id(), record, (one, other) -> weight(other) >= weight(one) ? other : one);
        }
    }

    private static int weight(JournalRecord record) {
        return switch (record.kind()) {
            case ACCEPTED -> 2;
            case REJECTED -> 1;
            default -> 0;
        };
    }

    /** An outcome without its intent: an order whose signature is lost. What was not placed does not matter. */
    private void orphans() {
        for (JournalRecord outcome : List.copyOf(outcomes.values())) {
            if (!intents.containsKey(outcome.id()) && outcome.kind() != Kind.REJECTED) {
                unreadable("the intent of order #" + outcome.id() + " " + outcome.text());
            }
        }
    }

    private void unreadable(String what) {
        long id = ++lastId;
        OrderSignature signature = UNREADABLE.signature(what);
        intents.put(id, JournalRecord.intent(id, time.moment(now), new Intent("", signature, 0, Long.MAX_VALUE)));
        outcomes.put(
                id,
                JournalRecord.outcome(
                        Kind.UNKNOWN,
                        id,
                        time.moment(now),
                        "a part of the journal is damaged and may have held an order; look at the exchange"));
    }

    /** The orders that may still matter, in the order in which they ended. */
    List<LiveOrder> orders() {
        List<LiveOrder> orders = new ArrayList<>();
        for (JournalRecord intent : intents.values()) {
            JournalRecord outcome = outcomes.get(intent.id());
            long begun = time.tick(intent.at());
            if (outcome == null) {
                orders.add(order(intent, begun, OrderState.UNKNOWN, now, "", "the process ended before the answer"));
            } else if (outcome.kind() == Kind.UNKNOWN) {
                orders.add(order(intent, begun, OrderState.UNKNOWN, now, "", outcome.text()));
            } else if (outcome.kind() == Kind.ACCEPTED) {
                long ended = time.tick(outcome.at());
                orders.add(order(intent, begun, OrderState.ACCEPTED, ended, outcome.text(), ""));
            }
        }
        orders.sort(Comparator.comparingLong(order -> order.ended() - now));
        return orders;
    }

    private static LiveOrder order(
            JournalRecord intent, long begun, OrderState state, long ended, String exchangeId, String reason) {
        return new LiveOrder(intent.id(), intent.intent(), begun, state, ended, exchangeId, reason);
    }

    List<JournalRecord> knownIds() {
        return knownIds;
    }

    long lastId() {
        return lastId;
    }

    /** The wall time of the last record in milliseconds; {@link Long#MIN_VALUE} when there is none. */
    long lastAt() {
        return lastAt;
    }
}
