package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.order.OrderListing.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Never denies: learns from the answers that the host's own queries get. Belongs innermost, next to the call, so
 * that it sees what the exchange answered and when it was asked, not what a fallback made of it. Thread-safe.
 */
public final class ObservationGuard implements Guard {
    /** The guard's name in status. */
    public static final String NAME = "observe";

    private static final String ID = "id";
    private static final String ASSET = "asset";
    private static final String FREE = "free";
    private static final Set<String> NO_ORDER_FIELDS = Set.of(ID, ASSET, FREE);

    private final GuardContext context;
    private final Slots slots;
    private final Map<String, Integer> itemSlots;
    private final OrderBook book;
    private final Positions positions;
    private final Prices prices;

    /**
     * The slots of an answer; -1 for what is not bound.
     *
     * @param positions the free balances: a map of asset and number, items with {@code asset} and {@code free}, or,
     *     where {@code symbol} names the asset, one number
     * @param openOrders the open orders
     * @param orders all orders, open and finished
     * @param price one price, or a map of symbol and price
     * @param symbol the only symbol that the answer is about
     */
    public record Slots(int positions, int openOrders, int orders, int price, int symbol) {}

    /**
     * @param itemSlots how a listed item is read: the slots of its id, symbol, side, quantity and price, of any other
     *     name that order keys use, and of asset and free where balances are listed
     */
    public ObservationGuard(
            GuardContext context,
            Slots slots,
            Map<String, Integer> itemSlots,
            OrderBook book,
            Positions positions,
            Prices prices) {
        this.context = context;
        this.slots = slots;
        this.itemSlots = Map.copyOf(itemSlots);
        this.book = book;
        this.positions = positions;
        this.prices = prices;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The permit is the tick at which the question is asked. */
    @Override
    public Object before(Invocation call) {
        return context.ticker().nanos();
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (call.failed() || !(permit instanceof Long started)) {
            return;
        }
        learn("positions", slots.positions(), () -> positions(call, started));
        learn("open_orders", slots.openOrders(), () -> listed(call, slots.openOrders(), started, false));
        learn("orders", slots.orders(), () -> listed(call, slots.orders(), started, true));
        learn("price", slots.price(), () -> price(call));
    }

    /** Each part for itself: what cannot be read is told and teaches nothing. */
    private void learn(String what, int slot, Runnable part) {
        if (slot < 0) {
            return;
        }
        try {
            part.run();
        } catch (RuntimeException e) {
            context.events().failure("OBSERVATION_ERROR", context.joinPoint() + "." + what, e);
        }
    }

    private void listed(Invocation call, int slot, long started, boolean complete) {
        if (book.unknownCount() == 0) {
            return;
        }
        String scope = scope(call);
        List<Item> items = new ArrayList<>();
        for (Object item : Listed.items(call.value(slot))) {
            Map<String, Object> fields = new HashMap<>();
            itemSlots.forEach((name, itemSlot) -> {
                if (!NO_ORDER_FIELDS.contains(name)) {
                    // Normalised at once: an item that cannot be compared makes the whole answer worthless.
                    fields.put(name, OrderKey.comparable(name, call.itemValue(itemSlot, item)));
                }
            });
            items.add(new Item(id(call, item), fields));
        }
        book.seen(new OrderListing(items, scope, started, complete));
    }

    private String id(Invocation call, Object item) {
        Integer slot = itemSlots.get(ID);
        Object id = slot == null ? null : call.itemValue(slot, item);
        return id == null ? "" : OrderKey.text(id);
    }

    private String scope(Invocation call) {
        Object symbol = slots.symbol() < 0 ? null : call.value(slots.symbol());
        return symbol == null ? null : OrderKey.text(symbol);
    }

    private void positions(Invocation call, long started) {
        Object value = call.value(slots.positions());
        String scope = scope(call);
        if (value instanceof Number || value instanceof CharSequence) {
            if (scope == null) {
                throw new UnreadableValueException("one number, and no symbol to say of what");
            }
            positions.observe(scope, Decimals.of(value), started);
            return;
        }
        Map<String, BigDecimal> free = value instanceof Map<?, ?> map ? balances(map) : balances(call, value);
        if (scope == null) {
            positions.observe(free, started);
        } else {
            free.forEach((asset, quantity) -> positions.observe(asset, quantity, started));
        }
    }

    private static Map<String, BigDecimal> balances(Map<?, ?> map) {
        Map<String, BigDecimal> free = new LinkedHashMap<>();
        map.forEach((asset, quantity) -> free.put(OrderKey.text(asset), Decimals.of(quantity)));
        return free;
    }

    private Map<String, BigDecimal> balances(Invocation call, Object value) {
        Integer asset = itemSlots.get(ASSET);
        Integer quantity = itemSlots.get(FREE);
        if (asset == null || quantity == null) {
            throw new UnreadableValueException("a list of balances needs the item names asset and free");
        }
        Map<String, BigDecimal> free = new LinkedHashMap<>();
        for (Object item : Listed.items(value)) {
            free.put(OrderKey.text(call.itemValue(asset, item)), Decimals.of(call.itemValue(quantity, item)));
        }
        return free;
    }

    private void price(Invocation call) {
        Object value = call.value(slots.price());
        if (value instanceof Map<?, ?> map) {
            map.forEach((symbol, price) -> prices.observed(OrderKey.text(symbol), Decimals.of(price)));
            return;
        }
        String scope = scope(call);
        prices.observed(scope == null ? "" : scope, Decimals.of(value));
    }
}
