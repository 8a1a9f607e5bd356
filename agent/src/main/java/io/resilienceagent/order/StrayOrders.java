package io.resilienceagent.order;

import io.resilienceagent.order.Admission.Refusal;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Orders that were sent under another idempotency key than their join point has by now: a reload or a restart changed
 * it. The book does not find them by their signature any more, and they must stand against new orders all the same.
 * Thread-safe; one look at an empty map while there are none.
 *
 * <p>What a stray order is compared by are the fields that both keys have. One that is unknown or under way stands against
 * each order that those fields do not tell apart: in doubt none is sent. One that was accepted stands only where they are
 * all fields of the new key; a finer key would else keep what it was to let through.
 */
final class StrayOrders {
    /** The keys in force, by join point. */
    private final ConcurrentMap<String, OrderKey> keys = new ConcurrentHashMap<>();

    private final ConcurrentMap<Long, LiveOrder> strays = new ConcurrentHashMap<>();

    /** From now on orders of this join point are compared by this key; the given ones may be strays by that. */
    void keyInForce(String joinPoint, OrderKey key, Collection<LiveOrder> orders) {
        keys.put(joinPoint, key);
        orders.forEach(this::note);
    }

    /** Takes the order in if its join point has another key by now. */
    void note(LiveOrder order) {
        OrderKey key = keys.get(order.terms().joinPoint());
        if (key != null && !key.equals(order.signature().key())) {
            strays.put(order.id(), order);
        }
    }

    /** Why an order must not be sent; null where no stray order stands against it. */
    Refusal against(OrderTerms terms, OrderSignature wanted, long now) {
        if (strays.isEmpty()) {
            return null;
        }
        for (LiveOrder stray : strays.values()) {
            Admission.Cause cause = stray.standing(now, terms.withinNanos());
            if (cause == null) {
                strays.remove(stray.id());
            } else if (stray.terms().joinPoint().equals(terms.joinPoint())
                    && covers(cause, stray.signature(), wanted)) {
                return new Refusal(cause, stray);
            }
        }
        return null;
    }

    private static boolean covers(Admission.Cause cause, OrderSignature stray, OrderSignature wanted) {
        if (stray.key().equals(wanted.key())) {
            // The key is as it was again: the book finds it.
            return false;
        }
        boolean comparable = stray.key().names().containsAll(wanted.key().names());
        return (comparable || cause != Admission.Cause.ACCEPTED) && !stray.toldApartFrom(wanted);
    }
}
