package io.resilienceagent.order;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Accepted orders, the longest accepted first, until their time is over. No thread watches them: whoever comes by
 * takes a few out. Thread-safe.
 */
final class AcceptedOrders {
    private static final int AT_ONCE = 8;

    private final Queue<LiveOrder> orders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean purging = new AtomicBoolean();

    void add(LiveOrder order) {
        orders.add(order);
    }

    /** Lets a few orders go whose time is over. */
    void purge(long now, Consumer<LiveOrder> gone) {
        if (over(orders.peek(), now) && purging.compareAndSet(false, true)) {
            try {
                for (int i = 0; i < AT_ONCE && over(orders.peek(), now); i++) {
                    gone.accept(orders.poll());
                }
            } finally {
                purging.set(false);
            }
        }
    }

    private static boolean over(LiveOrder order, long now) {
        return order != null && now - order.ended() >= order.terms().withinNanos();
    }
}
