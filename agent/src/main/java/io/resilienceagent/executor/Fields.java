package io.resilienceagent.executor;

import io.resilienceagent.bind.Opener;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads fields of the JDK's and the host's objects by name: no code of theirs runs and no lock is taken, so a host that
 * is stuck cannot hold us. What is read may be stale. What is not there reads as null or -1. Thread-safe, never throws.
 */
final class Fields {
    private static final MethodType GETTER = MethodType.genericMethodType(1);
    private static final MethodHandle ABSENT = MethodHandles.empty(GETTER);

    private final Opener opener;
    private final Map<Class<?>, Shape> ofJdk = new ConcurrentHashMap<>();
    /** A handle keeps its class alive: what the host's loaders brought is remembered only while they need it. */
    private final Map<Class<?>, WeakReference<Shape>> ofHost = Collections.synchronizedMap(new WeakHashMap<>());

    Fields(Opener opener) {
        this.opener = opener;
    }

    /** The fields of one class that were asked for, and all that hold references. */
    private static final class Shape {
        final Map<String, MethodHandle> byName = new ConcurrentHashMap<>();
        volatile List<MethodHandle> references;
    }

    /** A field's value; null when it is null or there is no such field. */
    Object read(Object owner, String name) {
        if (owner == null) {
            return null;
        }
        try {
            Class<?> type = owner.getClass();
            return shape(type)
                    .byName
                    .computeIfAbsent(name, field -> find(type, field))
                    .invokeExact(owner);
        } catch (Throwable unreadable) {
            return null;
        }
    }

    /** A field at the end of a path of fields. */
    Object read(Object owner, String first, String second) {
        return read(read(owner, first), second);
    }

    /** A number; -1 when there is no such field. */
    long number(Object owner, String name) {
        return read(owner, name) instanceof Number number ? number.longValue() : -1;
    }

    /** The values of all fields that hold references and are not null, those of superclasses last. */
    List<Object> references(Object owner) {
        List<Object> values = new ArrayList<>();
        try {
            Shape shape = shape(owner.getClass());
            if (shape.references == null) {
                shape.references = allReferences(owner.getClass());
            }
            for (MethodHandle getter : shape.references) {
                Optional.ofNullable((Object) getter.invokeExact(owner)).ifPresent(values::add);
            }
        } catch (Throwable unreadable) {
            return values;
        }
        return values;
    }

    private Shape shape(Class<?> type) {
        if (type.getClassLoader() == null && !type.isHidden()) {
            return ofJdk.computeIfAbsent(type, unused -> new Shape());
        }
        WeakReference<Shape> known = ofHost.get(type);
        Shape shape = known == null ? null : known.get();
        if (shape == null) {
            shape = new Shape();
            ofHost.put(type, new WeakReference<>(shape));
        }
        return shape;
    }

    private MethodHandle find(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try {
                return getter(owner.getDeclaredField(name));
            } catch (NoSuchFieldException higher) {
                // Looked for in the superclass next.
            } catch (ReflectiveOperationException | RuntimeException | LinkageError denied) {
                return ABSENT;
            }
        }
        return ABSENT;
    }

    private List<MethodHandle> allReferences(Class<?> type) {
        List<MethodHandle> getters = new ArrayList<>();
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    try {
                        getters.add(getter(field));
                    } catch (ReflectiveOperationException | RuntimeException | LinkageError denied) {
                        // What cannot be opened is not looked at.
                    }
                }
            }
        }
        return getters;
    }

    private MethodHandle getter(Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())) {
            return ABSENT;
        }
        opener.open(field.getDeclaringClass());
        field.setAccessible(true);
        return MethodHandles.lookup().unreflectGetter(field).asType(GETTER);
    }
}
