package io.resilienceagent.weave;

import io.resilienceagent.bind.Opener;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds loaded classes by name. Of those that have not been initialized it keeps away: to touch a static field of one
 * would run the host's initializer before its time, and on a thread of ours. Only an internal class of the JDK can
 * tell; where it cannot be asked, no class is found. Thread-safe.
 */
public final class LoadedClasses {
    private static final String TELLER = "jdk.internal.misc.Unsafe";

    private final Instrumentation instrumentation;
    private final Opener opener;

    LoadedClasses(Instrumentation instrumentation, Opener opener) {
        this.instrumentation = instrumentation;
        this.opener = opener;
    }

    /**
     * The initialized classes of this full name, of any class loader. It takes a millisecond or more.
     *
     * @throws IllegalStateException when this JVM does not tell which classes are initialized
     */
    public List<Class<?>> initialized(String className) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(className) && isInitialized(type)) {
                found.add(type);
            }
        }
        return found;
    }

    private boolean isInitialized(Class<?> type) {
        try {
            Class<?> teller = Class.forName(TELLER);
            opener.open(teller);
            Object unsafe = open(teller, "getUnsafe").invoke(null);
            return !(boolean) open(teller, "shouldBeInitialized", Class.class).invoke(unsafe, type);
        } catch (ReflectiveOperationException | RuntimeException untold) {
            throw new IllegalStateException("this JVM does not tell whether " + type.getName() + " is ready", untold);
        }
    }

    private static Method open(Class<?> teller, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = teller.getMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
