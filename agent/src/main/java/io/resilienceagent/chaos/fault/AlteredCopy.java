package io.resilienceagent.chaos.fault;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.policy.Glob;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies of answers with other numbers in them. It goes through maps, lists and sets of the JDK, and through records; the
 * host's own object is never touched, and whatever cannot be copied into the very type that it has stays as it is.
 *
 * @param field names of map keys and record components whose numbers are altered, in which {@code *} stands for any characters
 * @param number what becomes of a number
 * @param drop how many entries of the outermost map or list are left out
 * @param opener opens the host's records
 */
record AlteredCopy(String field, AlteredNumber number, int drop, Opener opener) {
    private static final int DEEPEST = 5;

    /** An altered copy; the object itself where there is nothing to alter in it. */
    Object of(Object answer) {
        return copy(answer, "", drop, DEEPEST);
    }

    private Object copy(Object value, String name, int dropping, int depth) {
        if (value == null || depth == 0) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, dropping, depth);
        }
        if (value instanceof Collection<?> items) {
            return items(items, name, dropping, depth);
        }
        if (value instanceof Record) {
            return ofRecord(value, dropping, depth);
        }
        return Glob.matches(field, name) ? number.of(value) : value;
    }

    private Object map(Map<?, ?> map, int dropping, int depth) {
        Map<Object, Object> copy = fresh(map, map instanceof SortedMap ? new TreeMap<>() : new LinkedHashMap<>());
        if (copy == null) {
            return map;
        }
        boolean changed = dropping > 0 && !map.isEmpty();
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        for (int i = 0; entries.hasNext(); i++) {
            Map.Entry<?, ?> entry = entries.next();
            if (i >= dropping) {
                Object altered = copy(entry.getValue(), String.valueOf(entry.getKey()), 0, depth - 1);
                changed |= altered != entry.getValue();
                copy.put(entry.getKey(), altered);
            }
        }
        return changed ? copy : map;
    }

    private Object items(Collection<?> items, String name, int dropping, int depth) {
        Collection<Object> kind =
                items instanceof List ? new ArrayList<>() : items instanceof Set ? new LinkedHashSet<>() : null;
        Collection<Object> copy = kind == null ? null : fresh(items, kind);
        if (copy == null) {
            return items;
        }
        boolean changed = dropping > 0 && !items.isEmpty();
        int index = 0;
        for (Object item : items) {
            if (index++ >= dropping) {
                Object altered = copy(item, name, 0, depth - 1);
                changed |= altered != item;
                copy.add(altered);
            }
        }
        return changed ? copy : items;
    }

    /**
     * An empty collection that the host's method can return: of the same public class of the JDK, or, where its class is one
     * that nobody can name, of a common one. Null for the host's own classes.
     */
    @SuppressWarnings("unchecked") // the class is the collection's own
    private static <T> T fresh(Object original, T common) {
        Class<?> type = original.getClass();
        if (type.getClassLoader() != null) {
            return null;
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            return common;
        }
        try {
            return (T) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException noSuchConstructor) {
            return null;
        }
    }

    private Object ofRecord(Object original, int dropping, int depth) {
        RecordComponent[] components = original.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean changed = false;
        try {
            opener.open(original.getClass());
            for (int i = 0; i < components.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(original);
                values[i] = copy(value, components[i].getName(), dropping, depth - 1);
                changed |= values[i] != value;
            }
            return changed ? constructor(original.getClass(), components).newInstance(values) : original;
        } catch (ReflectiveOperationException | RuntimeException refused) {
            // The record itself does not take the number: it stays as it is.
            return original;
        }
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
            throws NoSuchMethodException {
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        canonical.setAccessible(true);
        return canonical;
    }
}
