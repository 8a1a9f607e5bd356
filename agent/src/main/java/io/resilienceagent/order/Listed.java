package io.resilienceagent.order;

import io.resilienceagent.guard.UnreadableValueException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the items out of whatever the host's client lists them in. */
final class Listed {
    private Listed() {}

    /**
     * The items of a list, set, array, or of the values of a map.
     *
     * @throws UnreadableValueException for null and for what lists nothing: no answer is not an empty answer
     */
    static List<Object> items(Object value) {
        List<Object> items = new ArrayList<>();
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            return items(optional.get());
        }
        if (value instanceof Map<?, ?> map) {
            items.addAll(map.values());
        } else if (value instanceof Iterable<?> list) {
            list.forEach(items::add);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
        } else {
            throw new UnreadableValueException(
                    (value == null ? "nothing" : value.getClass().getName()) + " is no list of items");
        }
        return items;
    }
}
