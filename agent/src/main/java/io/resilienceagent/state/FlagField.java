package io.resilienceagent.state;

import io.resilienceagent.bind.Opener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A field of a host's class that holds a boolean: a plain or boxed one, or an {@code AtomicBoolean}. Read and written
 * as if it were volatile, whatever the host declared. Thread-safe.
 */
final class FlagField {
    private static final List<Class<?>> TYPES = List.of(boolean.class, Boolean.class, AtomicBoolean.class);

    private final VarHandle handle;
    private final Class<?> type;
    private final boolean isStatic;

    private FlagField(VarHandle handle, Class<?> type, boolean isStatic) {
        this.handle = handle;
        this.type = type;
        this.isStatic = isStatic;
    }

    /**
     * The field of this name that the class has, or inherits. It is asked for by its type and not looked up in a list:
     * to list fields the JVM loads the types of them all, and one of those may be a library that is not there.
     *
     * @throws ReflectiveOperationException where there is none that can be set
     */
    static FlagField of(Class<?> owner, String name, Opener opener) throws ReflectiveOperationException {
        for (Class<?> declaring = owner;
                declaring != null && declaring != Object.class;
                declaring = declaring.getSuperclass()) {
            opener.open(declaring);
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
            for (Class<?> type : TYPES) {
                VarHandle handle = find(lookup, declaring, name, type);
                if (handle != null
                        && (type == AtomicBoolean.class || handle.isAccessModeSupported(VarHandle.AccessMode.SET))) {
                    return new FlagField(handle, type, handle.coordinateTypes().isEmpty());
                }
            }
        }
        throw new NoSuchFieldException(owner.getName() + " has no field " + name
                + " of the type boolean, Boolean or AtomicBoolean, or it is final and cannot be set");
    }

    /** The field of an object, else that of the class; null where there is neither. */
    private static VarHandle find(MethodHandles.Lookup lookup, Class<?> declaring, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(declaring, name, type);
        } catch (NoSuchFieldException none) {
            return null;
        } catch (IllegalAccessException isStatic) {
            try {
                return lookup.findStaticVarHandle(declaring, name, type);
            } catch (ReflectiveOperationException none) {
                return null;
            }
        }
    }

    boolean isStatic() {
        return isStatic;
    }

    /** Whether the flag is up; {@code self} does not matter for a static field. */
    boolean isUp(Object self) {
        Object value = isStatic ? handle.getVolatile() : handle.getVolatile(self);
        return value instanceof AtomicBoolean atomic ? atomic.get() : Boolean.TRUE.equals(value);
    }

    /** Puts the flag up or down; an {@code AtomicBoolean} that is not there yet stays away. */
    void put(Object self, boolean up) {
        if (type == AtomicBoolean.class) {
            Object value = isStatic ? handle.getVolatile() : handle.getVolatile(self);
            if (value instanceof AtomicBoolean atomic) {
                atomic.set(up);
            }
        } else if (isStatic) {
            handle.setVolatile(up);
        } else {
            handle.setVolatile(self, up);
        }
    }
}
