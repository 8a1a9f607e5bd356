package io.resilienceagent.chaos.transport;

import io.resilienceagent.bind.Opener;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Members of the JDK's own classes, opened to the agent alone. Looked up once each; what a JDK does not have is told by name.
 * Thread-safe.
 */
final class Inside {
    private final Opener opener;
    private final Map<String, Field> fields = new ConcurrentHashMap<>();
    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    Inside(Opener opener) {
        this.opener = opener;
    }

    /** The value of a field of the object's class, or of a superclass of it. */
    Object get(Object object, String name) throws ReflectiveOperationException {
        return field(object.getClass(), name).get(object);
    }

    /** Sets such a field. */
    void set(Object object, String name, Object value) throws ReflectiveOperationException {
        field(object.getClass(), name).set(object, value);
    }

    /** Calls a method of the object's class, or of a superclass of it. */
    Object call(Object object, String name, Class<?>[] parameters, Object... arguments)
            throws ReflectiveOperationException {
        return method(object.getClass(), name, parameters).invoke(object, arguments);
    }

    private Field field(Class<?> type, String name) throws NoSuchFieldException {
        String key = type.getName() + "#" + name;
        Field known = fields.get(key);
        if (known != null) {
            return known;
        }
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    opener.open(owner);
                    field.setAccessible(true);
                    fields.put(key, field);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(key + ", as other JDKs have it");
    }

    private Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        String key = type.getName() + "#" + name + parameters.length;
        Method known = methods.get(key);
        if (known != null) {
            return known;
        }
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try {
                Method method = owner.getDeclaredMethod(name, parameters);
                opener.open(owner);
                method.setAccessible(true);
                methods.put(key, method);
                return method;
            } catch (NoSuchMethodException higher) {
                // Looked for in the superclass next.
            }
        }
        throw new NoSuchMethodException(key + ", as other JDKs have it");
    }
}
