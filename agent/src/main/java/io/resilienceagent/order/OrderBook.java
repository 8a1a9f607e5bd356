package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OrderStep;
import io.resilienceagent.order.Admission.Cause;
import io.resilienceagent.order.Admission.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every order that may still matter, at most one per signature, with its journal behind it. Outlives policy reloads.
 * Thread-safe; locks nothing but single orders, and the journal's lock is never taken while one of those is held.
 *
 * <p>The book changes first and the journal second, so that a rewrite of the journal, which copies the book, never
 * loses a change that was already written.
 */
public final class OrderBook implements Closeable {
    /** Old orders go a few at once: less often in the way, and faster in all. */
    private static final int PURGE_EVERY = 8;

    private final OrderTime time;
    private final Events events;
    private final OrderJournal journal;
    private final ConcurrentMap<OrderSignature, LiveOrder> live = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, LiveOrder> unknown = new ConcurrentHashMap<>();
    private final AcceptedOrders accepted = new AcceptedOrders(this::forget);
    private final StrayOrders strays = new StrayOrders();
    private final OrderLedger ledger;
    private final KnownIds known;
    private final LookupPace lookupPace = new LookupPace();
    private final OrderTally tally = new OrderTally();
    private final AtomicLong ids;
    private final Optional<Instant> lastBefore;
    /** Unknown orders from before this start. */
    private final AtomicInteger recovering = new AtomicInteger();

    private OrderBook(OrderJournal journal, OrderReplay replay, OrderTime time, Events events) {
        this.journal = journal;
        this.ledger = new OrderLedger(journal, time, events);
        this.time = time;
        this.events = events;
        this.known = new KnownIds(KnownIds.MOST, events);
        this.ids = new AtomicLong(replay.lastId());
        this.lastBefore = replay.lastAt() == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(replay.lastAt()));
        for (JournalRecord id : replay.knownIds()) {
            known.add(id.symbol(), id.text(), time.tick(id.at()));
        }
        replay.orders().forEach(this::restore);
    }

    /**
     * Opens the book with the journal in this directory, which is made where it does not exist. Orders that an
     * earlier process left without an outcome are UNKNOWN, and the book is {@link #recovering}.
     *
     * @param directory the directory of the journal, {@code STATE/orders}
     * @throws OrderJournalException when a journal exists whose orders cannot be known: a later version's, unreadable
     */
    public static OrderBook open(Path directory, OrderTime time, Events events) throws OrderJournalException {
        return open(directory, new LocalDisk(), OrderJournal.REWRITE_AT, time, events);
    }

    static OrderBook open(Path directory, JournalDisk disk, long rewriteAt, OrderTime time, Events events)
            throws OrderJournalException {
        OrderJournal journal = OrderJournal.open(directory, disk, events, rewriteAt);
        OrderBook book = new OrderBook(journal, new OrderReplay(journal.takeFound(), time), time, events);
        journal.start(book::journaled);
        if (book.recovering()) {
            events.notice("ORDERS_RECOVERING", "unknown=" + book.recovering);
        }
        return book;
    }

    /** A book without a journal: nothing outlives the process, whatever durability the orders ask for. */
    public static OrderBook inMemory(OrderTime time, Events events) {
        OrderReplay nothing = new OrderReplay(new JournalScan(true, List.of(), List.of()), time);
        return new OrderBook(null, nothing, time, events);
    }

    private void restore(LiveOrder order) {
        if (order.state() == OrderState.UNKNOWN) {
            live.put(order.signature(), order);
            unknown.put(order.id(), order);
            recovering.incrementAndGet();
            return;
        }
        if (!order.exchangeId().isEmpty()) {
            known.add(order.signature().symbol(), order.exchangeId(), order.ended());
        }
        if (time.nanos() - order.ended() < order.terms().withinNanos()) {
            // An unknown order of the signature must stay in sight.
            live.merge(order.signature(), order, (old, later) -> old.state() == OrderState.UNKNOWN ? old : later);
            accepted.add(order);
        }
    }

    /**
     * Asks to send an order. Whoever is admitted must tell the outcome to {@link #accepted}, {@link #rejected} or
     * {@link #unknown}; until then the same order is refused.
     *
     * @return the admitted order, whose intent is journaled, or why it must not be sent
     * @throws IOException when the intent cannot be journaled; the order must not be sent
     */
    public Admission begin(OrderTerms terms, OrderSignature signature) throws IOException {
        if (recovering.get() > 0) {
            LiveOrder blocking = live.get(signature);
            if (blocking == null || blocking.state() != OrderState.UNKNOWN) {
                blocking = firstFromBefore();
            }
            if (blocking != null) {
                return new Refusal(Cause.RECOVERING, blocking);
            }
        }
        long now = time.nanos();
        Refusal stray = strays.against(terms, signature, now);
        if (stray != null) {
            return stray;
        }
        LiveOrder order = new LiveOrder(ids.incrementAndGet(), signature, terms, now);
        if (order.id() % PURGE_EVERY == 0) {
            accepted.purge(now);
        }
        while (true) {
            LiveOrder earlier = live.putIfAbsent(signature, order);
            if (earlier == null) {
                break;
            }
            Cause cause = earlier.standing(now, terms.withinNanos());
            if (cause != null) {
                return new Refusal(cause, earlier);
            }
            if (live.replace(signature, earlier, order)) {
                break;
            }
        }
        journalIntent(order);
        return order;
    }

    private void journalIntent(LiveOrder order) throws IOException {
        boolean written = false;
        try {
            ledger.intent(order);
            written = true;
        } finally {
            if (!written) {
                order.move(OrderState.REJECTED, time.nanos(), "", "never sent");
                live.remove(order.signature(), order);
                ledger.withdraw(order);
            }
        }
    }

    /** By what the orders of a join point are compared from now on. Those sent under another key still count. */
    public void keyInForce(String joinPoint, OrderKey key) {
        strays.keyInForce(joinPoint, key, relevant());
    }

    /**
     * The exchange took the order.
     *
     * @param exchangeId the exchange's id; empty when it did not tell
     */
    public void accepted(LiveOrder order, String exchangeId) {
        end(order, OrderState.ACCEPTED, exchangeId, "");
    }

    /** The order is definitely not placed: the same order may be sent again at once. */
    public void rejected(LiveOrder order, String reason) {
        end(order, OrderState.REJECTED, "", reason);
    }

    /** Nobody can tell whether the order is placed: the same order is refused until that is resolved. */
    public void unknown(LiveOrder order, String reason) {
        if (end(order, OrderState.UNKNOWN, "", reason)) {
            strays.note(order);
            events.notice("ORDER_UNKNOWN", "id=" + order.id() + " order=\"" + words(order) + "\"");
        }
    }

    /** Takes an order to its next state, in the book and then in the journal. */
    private boolean end(LiveOrder order, OrderState state, String exchangeId, String reason) {
        long now = time.nanos();
        if (state == OrderState.UNKNOWN) {
            // Before the move: an order that others see as unknown is always found among the unknown ones.
            unknown.put(order.id(), order);
        }
        OrderState from = order.move(state, now, exchangeId, reason);
        if (from == null) {
            if (order.state() != OrderState.UNKNOWN) {
                unknown.remove(order.id());
            }
            return false;
        }
        tally.moved(from, state);
        switch (state) {
            case ACCEPTED -> {
                if (from != OrderState.INTENT) {
                    // Where the order had been taken for rejected it is in the book no more.
                    live.putIfAbsent(order.signature(), order);
                }
                if (!exchangeId.isEmpty()) {
                    known.add(order.signature().symbol(), exchangeId, now);
                }
            }
            case REJECTED -> live.remove(order.signature(), order);
            default -> {}
        }
        ledger.outcome(order, state, from, now);
        if (state == OrderState.ACCEPTED) {
            accepted.add(order);
        }
        if (from == OrderState.UNKNOWN) {
            resolved(order);
        }
        tell(order, from, state, exchangeId, reason, now);
        return true;
    }

    private void tell(LiveOrder order, OrderState from, OrderState state, String exchangeId, String reason, long now) {
        events.order(new OrderStep(
                order.id(),
                order.terms().joinPoint(),
                () -> words(order),
                from.name(),
                state.name(),
                exchangeId,
                reason,
                Math.max(0, now - order.begun()),
                order.fromBefore()));
    }

    private void resolved(LiveOrder order) {
        boolean removed = unknown.remove(order.id()) != null;
        events.notice(
                "ORDER_RESOLVED", "id=" + order.id() + " state=" + order.state() + " order=\"" + words(order) + "\"");
        if (removed && order.fromBefore()) {
            if (recovering.decrementAndGet() == 0) {
                events.notice("ORDERS_RECOVERED", "unknown=" + unknown.size());
            }
        }
    }

    /**
     * The operator's word on an order whose outcome is not known, or whose call never ended.
     *
     * @param id the order's number, as {@link #orders} shows it
     * @param placed whether the exchange has it
     * @param exchangeId the exchange's id where it is placed; may be empty
     * @param by who says so
     * @return whether there was such an order
     */
    public boolean resolve(long id, boolean placed, String exchangeId, String by) {
        for (LiveOrder order : relevant()) {
            if (order.id() == id && order.state() != OrderState.ACCEPTED) {
                OrderState state = placed ? OrderState.ACCEPTED : OrderState.REJECTED;
                return end(order, state, placed ? exchangeId : "", "resolved by " + by);
            }
        }
        return false;
    }

    /** Whether orders from before this start are still unknown, so that no new order may be sent. */
    public boolean recovering() {
        return recovering.get() > 0;
    }

    /** How many orders are being sent just now. */
    public long underWayCount() {
        return live.values().stream()
                .filter(order -> order.state() == OrderState.INTENT)
                .count();
    }

    /** How many orders have an unknown outcome. */
    public int unknownCount() {
        return unknown.size();
    }

    /** What became of orders since the start. */
    public OrderTally tally() {
        return tally;
    }

    /** How many of them are from before this start. */
    public int recoveringCount() {
        return recovering.get();
    }

    /** Whether the journal took its last record; true for a book without one. */
    public boolean journalAvailable() {
        return journal == null || journal.available();
    }

    /** When an earlier process last wrote an order down; empty when there was none. */
    public Optional<Instant> lastOrderBeforeStart() {
        return lastBefore;
    }

    /** The orders in the book, oldest first: under way, unknown, and accepted within their time. */
    public List<OrderRecord> orders() {
        accepted.purge(time.nanos());
        return relevant().stream()
                .sorted(Comparator.comparingLong(LiveOrder::id))
                .map(order -> OrderRecord.of(order, time))
                .toList();
    }

    /** What a listing of orders at the exchange tells about the unknown ones. */
    public void seen(OrderListing listing) {
        if (!unknown.isEmpty()) {
            new Reconciliation(this, listing, known).run();
        }
    }

    Collection<LiveOrder> unknown() {
        return unknown.values();
    }

    /** The order in the book with this signature; null when there is none. */
    LiveOrder live(OrderSignature signature) {
        return live.get(signature);
    }

    /** When the exchange may be asked about unknown orders: one pace for all join points. */
    LookupPace lookupPace() {
        return lookupPace;
    }

    OrderTime time() {
        return time;
    }

    Events events() {
        return events;
    }

    private LiveOrder firstFromBefore() {
        return unknown.values().stream()
                .filter(LiveOrder::fromBefore)
                .min(Comparator.comparingLong(LiveOrder::id))
                .orElse(null);
    }

    private static String words(LiveOrder order) {
        return order.signature().describe();
    }

    private void forget(LiveOrder order) {
        order.forgetResult();
        live.remove(order.signature(), order);
    }

    private Set<LiveOrder> relevant() {
        Set<LiveOrder> orders = new LinkedHashSet<>(live.values());
        orders.addAll(unknown.values());
        return orders;
    }

    /** All that a rewritten journal must hold. Called under the journal's lock: takes none. */
    private List<JournalRecord> journaled() {
        List<JournalRecord> records = new ArrayList<>();
        known.each(id -> records.add(JournalRecord.knownId(time.moment(id.at()), id.symbol(), id.id())));
        relevant().forEach(order -> ledger.describe(order, records));
        return records;
    }

    /** Forces and closes the journal. Orders that are still under way will be found unknown by the next process. */
    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
