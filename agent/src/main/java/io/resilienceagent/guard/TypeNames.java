package io.resilienceagent.guard;

import java.util.List;

/**
 * Types of the host, by name: the agent cannot load them, since each host class loader may have its own.
 *
 * @param names fully qualified class names
 */
public record TypeNames(List<String> names) {
    public TypeNames {
        names = List.copyOf(names);
    }

    /** Whether the object is of one of the types: its class, a superclass or an implemented interface is named. */
    public boolean match(Object object) {
        return object != null && !names.isEmpty() && matchesClass(object.getClass());
    }

    private boolean matchesClass(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (names.contains(c.getName())) {
                return true;
            }
            for (Class<?> implemented : c.getInterfaces()) {
                if (matchesClass(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }
}
