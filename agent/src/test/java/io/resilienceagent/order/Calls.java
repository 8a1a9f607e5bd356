package io.resilienceagent.order;

import io.resilienceagent.guard.BoundValues;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import java.util.List;
import java.util.Map;

/** Calls whose slots are the arguments' places; {@link #RESULT} is the result, items are maps read by slot name. */
final class Calls {
    static final int RESULT = 100;
    static final List<String> ITEM_NAMES = List.of("id", "symbol", "side", "quantity", "price", "asset", "free");
    static final Map<String, Integer> ITEM_SLOTS = Map.of("id", 0, "symbol", 1, "side", 2, "quantity", 3, "price", 4);

    private static final BoundValues BY_PLACE = new BoundValues() {
        @Override
        public Object read(int slot, Invocation call) {
            return slot == RESULT ? call.result() : call.arguments()[slot];
        }

        @Override
        public Object readItem(int slot, Object item) {
            if (item instanceof Map<?, ?> map) {
                return map.get(ITEM_NAMES.get(slot));
            }
            throw new UnreadableValueException(item + " has no " + ITEM_NAMES.get(slot));
        }
    };

    private Calls() {}

    static Invocation call(Object... arguments) {
        return Invocation.of(BY_PLACE, null, arguments);
    }

    static Invocation returned(Invocation call, Object result) {
        call.end(result, null, false);
        return call;
    }

    static Invocation threw(Invocation call, Throwable thrown) {
        call.end(null, thrown, true);
        return call;
    }

    static GuardContext context(String joinPoint, ManualTime time, Events events) {
        return new GuardContext(joinPoint, time::nanos, (nanos, task) -> () -> {}, events, true);
    }

    static Map<String, Object> item(Object id, String symbol, String side, Object quantity, Object price) {
        return Map.of("id", id, "symbol", symbol, "side", side, "quantity", quantity, "price", price);
    }
}
