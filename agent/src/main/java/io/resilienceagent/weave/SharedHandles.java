package io.resilienceagent.weave;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Method handles that the JDK shares among all code. Each remembers the last type it was adapted to, and with that type its
 * class loader: JDK 17 for good, newer ones as long as there is memory. So the last word about them must not be the agent's.
 */
public final class SharedHandles {
    private SharedHandles() {}

    /**
     * Has them remember other types than the agent's: those that records are compared by, and the one that catches exceptions.
     * To be called when the agent links no more.
     *
     * @throws Throwable when this JVM makes them otherwise: then they may keep the agent until somebody else uses them
     */
    public static void forget() throws Throwable {
        // Where such a memory is soft, one of a class that the JDK would remember for good does not overwrite it.
        try (URLClassLoader nobodys = new URLClassLoader(new URL[0], null)) {
            adapt(Proxy.newProxyInstance(nobodys, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null)
                    .getClass());
        }
        adapt(String.class);
    }

    private static void adapt(Class<?> type) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle component = MethodHandles.identity(type);
        Object unused = ObjectMethods.bootstrap(
                lookup, "equals", methodType(boolean.class, type, Object.class), type, "same", component);
        unused = ObjectMethods.bootstrap(lookup, "hashCode", methodType(int.class, type), type, "same", component);
        MethodHandle called = MethodHandles.empty(methodType(Object.class, type));
        MethodHandle handler = MethodHandles.empty(methodType(Object.class, Throwable.class, type));
        unused = MethodHandles.catchException(called, Throwable.class, handler);
    }
}
