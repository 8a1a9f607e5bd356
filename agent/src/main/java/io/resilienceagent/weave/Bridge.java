package io.resilienceagent.weave;

import io.resilienceagent.guard.ChainLink;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * Puts {@code java.lang.ResilienceBridge}, the one class that woven host code sees, into the JVM, by public API alone.
 * To append a jar to the bootstrap class path, as most agents do, would make the JVM print a warning and cost the host
 * its class data archive.
 */
public final class Bridge {
    private static final String NAME = "java.lang.ResilienceBridge";
    private static final String RESOURCE = "bridge/java/lang/ResilienceBridge.class";

    private final Class<?> type;

    private Bridge(Class<?> type) {
        this.type = type;
    }

    /**
     * Finds the bridge of an earlier start in this JVM, or defines it.
     *
     * @throws ReflectiveOperationException when the JVM does not let us
     * @throws IOException when the agent's jar cannot be read
     */
    public static Bridge install(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        preload();
        try {
            return new Bridge(Class.forName(NAME, true, null));
        } catch (ClassNotFoundException firstStart) {
            openJavaLang(instrumentation);
            try (InputStream in = Bridge.class.getClassLoader().getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IOException(RESOURCE + " is not in the agent's jar");
                }
                byte[] bytes = in.readAllBytes();
                return new Bridge(MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                        .defineClass(bytes));
            }
        }
    }

    /**
     * Classes that the JDK loads while it links a call. Were one of them loaded first inside a class file transformer,
     * JDK 17 would throw ClassCircularityError there and never link an invokedynamic again.
     */
    private static void preload() throws ClassNotFoundException {
        Class.forName("java.util.concurrent.ThreadLocalRandom");
        Class.forName("java.lang.invoke.MethodHandle$1");
    }

    private static void openJavaLang(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(Bridge.class.getModule())),
                Set.of(),
                Map.of());
    }

    /** From now on woven calls are linked by this handle, for as long as somebody else keeps it. */
    void linkBy(MethodHandle linker) throws ReflectiveOperationException {
        type.getField("linker").set(null, new WeakReference<>(linker));
    }

    /**
     * A handle of the shape {@link ChainLink#EXIT} that keeps this exit weakly, and nothing else of the agent.
     *
     * @throws ReflectiveOperationException when the bridge is not what this agent expects
     */
    MethodHandle weakExit(MethodHandle exit) throws ReflectiveOperationException {
        MethodHandle leave = MethodHandles.publicLookup()
                .findStatic(
                        type,
                        "exit",
                        MethodType.methodType(
                                Object[].class, Reference.class, Object.class, Object.class, Throwable.class));
        return MethodHandles.insertArguments(leave, 0, new WeakReference<>(exit));
    }

    /** The bootstrap method that woven calls name. */
    Method bootstrapMethod() throws ReflectiveOperationException {
        return type.getMethod("link", MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
    }

    /** The shape of {@link #linkBy}'s handle. */
    static MethodType linkerType() {
        return MethodType.methodType(
                CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
    }
}
