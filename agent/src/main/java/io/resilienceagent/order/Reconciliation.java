package io.resilienceagent.order;

import io.resilienceagent.order.OrderListing.Item;
import io.resilienceagent.order.OrderListing.Likeness;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Holds one listing of the exchange's orders against the unknown ones.
 *
 * <p>A listed order that looks the same and is not yet known as another one is ours: accepted. In a complete listing,
 * an order that is absent was not placed, but only if the question was asked when nothing could be under way any more
 * (the settle time after the call's end, or after this process opened the journal), the listing covers the symbol,
 * and nothing in it is so near to the order that an exchange's rounding could have made the difference. In doubt
 * nothing is resolved: an order too few is mended by a person, an order too many is not.
 */
final class Reconciliation {
    /** Exchanges round to their lot and tick sizes; what differs by less than a thousandth may be a rounded order. */
    private static final BigDecimal NEAR = new BigDecimal("0.001");

    private final OrderBook book;
    private final OrderListing listing;
    private final KnownIds known;
    /** Ids that this very listing has given to an order. */
    private final Set<String> taken = new HashSet<>();

    Reconciliation(OrderBook book, OrderListing listing, KnownIds known) {
        this.book = book;
        this.listing = listing;
        this.known = known;
    }

    void run() {
        for (LiveOrder order : List.copyOf(book.unknown())) {
            if (order.state() == OrderState.UNKNOWN && tellable(order.signature())) {
                reconcile(order);
            }
        }
    }

    /** Whether a listing can tell this order from others at all: by its symbol or by a key of its own. */
    private boolean tellable(OrderSignature signature) {
        for (String name : signature.key().names()) {
            boolean telling = !name.equals(OrderKey.SIDE) && !OrderKey.numeric(name);
            if (telling && signature.value(name) != null && comparable(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the listing gives this field; an empty listing gives every field of none. */
    private boolean comparable(String name) {
        return (name.equals(OrderKey.SYMBOL) && listing.symbol() != null)
                || listing.orders().stream().allMatch(item -> item.fields().containsKey(name));
    }

    private void reconcile(LiveOrder order) {
        boolean near = false;
        for (Item item : listing.orders()) {
            Likeness likeness = likeness(order.signature(), item);
            if (likeness == Likeness.DIFFERENT || another(order, item)) {
                continue;
            }
            if (likeness == Likeness.SAME) {
                taken.add(item.id());
                book.tally().discovered(OrderTally.Discrepancy.PLACED);
                book.accepted(order, item.id());
                return;
            }
            near = true;
        }
        if (!listing.complete() || !covers(order.signature()) || !settled(order)) {
            return;
        }
        if (!near) {
            book.tally().discovered(OrderTally.Discrepancy.ABSENT);
            book.rejected(order, "a complete answer of the exchange does not list it");
        } else if (order.tellAmbiguous()) {
            book.tally().discovered(OrderTally.Discrepancy.AMBIGUOUS);
            String words = order.signature().describe();
            book.events()
                    .notice("ORDER_AMBIGUOUS", "id=" + order.id() + " order=\"" + words + "\" listed=nearly_the_same");
        }
    }

    private boolean settled(LiveOrder order) {
        return listing.started() - order.ended() >= order.terms().settleNanos();
    }

    private boolean covers(OrderSignature signature) {
        return listing.symbol() == null || listing.symbol().equals(signature.symbol());
    }

    /** Whether the listed order is known to be another one than this. */
    private boolean another(LiveOrder order, Item item) {
        if (!item.id().isEmpty()) {
            if (taken.contains(item.id()) || known.contains(order.signature().symbol(), item.id())) {
                return true;
            }
        }
        return acceptedWithoutId(order, item);
    }

    /** Whether an order that was accepted without an id explains the listed one. */
    private boolean acceptedWithoutId(LiveOrder order, Item item) {
        List<String> names = order.signature().key().names();
        if (!item.fields().keySet().containsAll(names)) {
            return false;
        }
        Object[] values = names.stream().map(item.fields()::get).toArray();
        LiveOrder other = book.live(order.signature().key().signature(values));
        return other != null
                && other != order
                && other.state() == OrderState.ACCEPTED
                && other.exchangeId().isEmpty();
    }

    private Likeness likeness(OrderSignature ours, Item item) {
        Likeness least = Likeness.SAME;
        for (int i = 0; i < ours.size(); i++) {
            String name = ours.key().names().get(i);
            if (!item.fields().containsKey(name)) {
                continue;
            }
            Object theirs = OrderKey.comparable(name, item.fields().get(name));
            Likeness likeness = likeness(ours.value(i), theirs);
            if (likeness == Likeness.DIFFERENT) {
                return likeness;
            }
            least = likeness == Likeness.NEAR ? likeness : least;
        }
        return least;
    }

    private static Likeness likeness(Object ours, Object theirs) {
        if (OrderSignature.same(ours, theirs)) {
            return Likeness.SAME;
        }
        if (ours == null) {
            // A market order has no price of its own; the exchange may list what it was filled at.
            return theirs instanceof BigDecimal ? Likeness.SAME : Likeness.DIFFERENT;
        }
        if (!(ours instanceof BigDecimal ourNumber)) {
            return Likeness.DIFFERENT;
        }
        if (theirs == null || Objects.equals(theirs, "")) {
            return Likeness.NEAR;
        }
        if (!(theirs instanceof BigDecimal theirNumber)) {
            return Likeness.DIFFERENT;
        }
        BigDecimal difference = ourNumber.subtract(theirNumber).abs();
        boolean near = theirNumber.signum() == 0
                || difference.compareTo(ourNumber.abs().multiply(NEAR)) <= 0;
        return near ? Likeness.NEAR : Likeness.DIFFERENT;
    }
}
