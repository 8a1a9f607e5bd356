package io.resilienceagent.order;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Accepted orders, the longest accepted first, until their time is over. No thread watches them: now and then one that
 * comes by takes some out. Thread-safe.
 *
 * <p>A queue whose links are in the orders themselves: it costs an order one atomic operation and no memory of its own.
 * Many may add at a time; one takes out.
 */
final class AcceptedOrders {
    private static final int AT_ONCE = 64;

    /** What stands in the queue; once, since an order is accepted once. */
    abstract static class Link {
        private volatile Link next;
    }

    private static final class Start extends Link {}

    private final Consumer<LiveOrder> gone;
    private final AtomicReference<Link> last;
    private final AtomicBoolean purging = new AtomicBoolean();
    /** The last one that was taken out; whoever purges reads and writes it. */
    private Link out = new Start();

    /** @param gone gets the orders whose time is over */
    AcceptedOrders(Consumer<LiveOrder> gone) {
        this.gone = gone;
        this.last = new AtomicReference<>(out);
    }

    void add(LiveOrder order) {
        Link before = last.getAndSet(order);
        before.next = order;
    }

    /** Lets some orders go whose time is over. */
    void purge(long now) {
        if (!purging.compareAndSet(false, true)) {
            return;
        }
        try {
            for (int i = 0; i < AT_ONCE && out.next instanceof LiveOrder order && over(order, now); i++) {
                // What has left points to nothing: else one that has grown old would make all after it grow old.
                out.next = null;
                out = order;
                gone.accept(order);
            }
        } finally {
            purging.set(false);
        }
    }

    private static boolean over(LiveOrder order, long now) {
        return now - order.ended() >= order.terms().withinNanos();
    }
}
