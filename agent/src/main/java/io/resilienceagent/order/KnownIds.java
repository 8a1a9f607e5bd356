package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The exchange's ids of orders accepted within the last day, so that an unknown order is not taken for an earlier one
 * that looks the same. Bounded; the oldest go first. Thread-safe.
 */
final class KnownIds {
    static final int MOST = 100_000;
    private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(24);

    /** An id counts for its symbol: many exchanges number each market from 1. */
    static final class KnownId {
        private final String symbol;
        private final String id;
        private final long at;

        KnownId(String symbol, String id, long at) {
            this.symbol = symbol;
            this.id = id;
            this.at = at;
        }

        String symbol() {
            return symbol;
        }

        String id() {
            return id;
        }

        long at() {
            return at;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof KnownId that && id.equals(that.id) && symbol.equals(that.symbol);
        }

        @Override
        public int hashCode() {
            return 31 * id.hashCode() + symbol.hashCode();
        }
    }

    private final int most;
    private final Events events;
    private final Set<KnownId> ids = ConcurrentHashMap.newKeySet();
    private final Queue<KnownId> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    KnownIds(int most, Events events) {
        this.most = most;
        this.events = events;
    }

    void add(String symbol, String id, long now) {
        KnownId known = new KnownId(symbol, id, now);
        if (ids.add(known)) {
            byAge.add(known);
            size.incrementAndGet();
        }
        KnownId oldest = byAge.peek();
        if (oldest != null && (now - oldest.at() > KEPT_NANOS || size.get() > most)) {
            forgetSome(now);
        }
    }

    /** A few at a time, so that no order pays for a thousand. */
    private synchronized void forgetSome(long now) {
        for (int i = 0; i < 8; i++) {
            KnownId oldest = byAge.peek();
            if (oldest == null) {
                return;
            }
            boolean old = now - oldest.at() > KEPT_NANOS;
            if (!old && size.get() <= most) {
                return;
            }
            byAge.poll();
            ids.remove(oldest);
            size.decrementAndGet();
            if (!old && dropped.getAndIncrement() % 10_000 == 0) {
                events.notice("ORDER_IDS_DROPPED", "kept=" + most + " dropped=" + dropped.get());
            }
        }
    }

    boolean contains(String symbol, String id) {
        return ids.contains(new KnownId(symbol, id, 0));
    }

    void each(Consumer<KnownId> action) {
        byAge.forEach(action);
    }

    int size() {
        return size.get();
    }
}
