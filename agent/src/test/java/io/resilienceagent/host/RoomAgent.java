package io.resilienceagent.host;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An agent that holds one room of ours alone, loaded from our jar by our own loader: systemd, before any policy. Its
 * argument is the jar; the environment says the rest.
 */
public final class RoomAgent {
    private static volatile Object systemd;

    private RoomAgent() {}

    public static void premain(String jar, Instrumentation instrumentation) throws Exception {
        Constructor<?> loaderOf =
                Class.forName("io.resilienceagent.launch.AgentClassLoader").getDeclaredConstructor(File.class);
        loaderOf.setAccessible(true);
        ClassLoader loader = (ClassLoader) loaderOf.newInstance(new File(jar));
        Class<?> events = loader.loadClass("io.resilienceagent.guard.Events");
        Class<?> log = loader.loadClass("io.resilienceagent.incident.EventLog");
        Object ticker = loader.loadClass("io.resilienceagent.guard.Ticker")
                .getMethod("system")
                .invoke(null);
        Object told = log.getConstructors()[0].newInstance(System.err, ticker);
        systemd = ((Optional<?>) loader.loadClass("io.resilienceagent.systemd.Systemd")
                        .getMethod("fromEnvironment", Map.class, Path.class, Optional.class, events)
                        .invoke(null, System.getenv(), Path.of("state"), Optional.of(instrumentation), told))
                .orElse(null);
    }

    /** Calls a method without arguments, such as {@code ready}; what it answers. */
    static String systemd(String method) throws Exception {
        Method called = systemd.getClass().getMethod(method);
        return String.valueOf(called.invoke(systemd));
    }

    /** The loader that holds the room. */
    static ClassLoader loader() {
        return systemd.getClass().getClassLoader();
    }
}
