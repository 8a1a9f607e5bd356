package io.resilienceagent.weave;

import io.resilienceagent.guard.Events;
import io.resilienceagent.policy.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;

/**
 * Changes what the host's classes see of the wall clock, while it lasts: those that are loaded, and those that come. The JDK's
 * and the agent's own classes are never touched. For one experiment at a time; thread-safe.
 */
public final class ClockWeaver implements ClassFileTransformer {
    private static final List<byte[]> WORDS = List.of(
            bytes("currentTimeMillis"), bytes("java/time/"), bytes("java/util/Date"), bytes("java/util/Calendar"));

    private final Instrumentation instrumentation;
    private final Method bridge;
    private final SkewedTime time;
    private final Events events;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private List<String> patterns = List.of();
    private volatile boolean woven;

    ClockWeaver(Instrumentation instrumentation, Method bridge, SkewedTime time, Events events) {
        this.instrumentation = instrumentation;
        this.bridge = bridge;
        this.time = time;
        this.events = events;
    }

    /**
     * From now on these classes see another time.
     *
     * @param classes patterns of full names; none for all classes of the host
     * @param skew from real milliseconds to how many more are seen; quick, thread-safe, never throws
     * @return how many loaded classes ask for the time
     */
    public synchronized int skew(List<String> classes, LongUnaryOperator skew) {
        patterns = List.copyOf(classes);
        changed.clear();
        time.skewBy(skew);
        woven = true;
        instrumentation.addTransformer(this, true);
        retransform(candidates());
        return changed.size();
    }

    /** The host sees the real time at once; then its classes get their bytecode back. */
    public synchronized void restore() {
        time.skewBy(null);
        if (woven) {
            instrumentation.removeTransformer(this);
            List<Class<?>> touched = new ArrayList<>();
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (changed.contains(type.getName()) && mayChange(type)) {
                    touched.add(type);
                }
            }
            retransform(touched);
            woven = false;
        }
    }

    /** Whether nothing of it is left in any class. */
    public boolean restored() {
        return !woven;
    }

    private List<Class<?>> candidates() {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (mayChange(type) && means(type.getName()) && asksForTheTime(type)) {
                found.add(type);
            }
        }
        return found;
    }

    private boolean mayChange(Class<?> type) {
        return isTheHosts(type.getClassLoader())
                && !type.isArray()
                && !type.isHidden()
                && instrumentation.isModifiableClass(type);
    }

    private static boolean isTheHosts(ClassLoader loader) {
        return loader != null && loader != ClassLoader.getPlatformClassLoader() && !Weaver.isOurs(loader);
    }

    private boolean means(String className) {
        if (className.startsWith("io.resilienceagent.launch.")) {
            return false;
        }
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Glob.matches(pattern, className));
    }

    /** By its class file alone: to weave each class anew that does not would cost the JVM memory for nothing. */
    private static boolean asksForTheTime(Class<?> type) {
        try (InputStream in =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return in != null && mayAsk(in.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean mayAsk(byte[] classFile) {
        return WORDS.stream().anyMatch(word -> Pointcuts.contains(classFile, word));
    }

    private void retransform(List<Class<?>> classes) {
        if (classes.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | LinkageError | InternalError | RuntimeException batch) {
            for (Class<?> type : classes) {
                try {
                    instrumentation.retransformClasses(type);
                } catch (UnmodifiableClassException | LinkageError | InternalError | RuntimeException failure) {
                    events.failure("RETRANSFORM_ERROR", type.getName(), failure);
                }
            }
        }
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (className == null || !isTheHosts(loader)) {
            return null;
        }
        String name = className.replace('/', '.');
        try {
            if (!means(name) || !mayAsk(classFile)) {
                return null;
            }
            byte[] rewritten = ClockSites.rewritten(classFile, bridge);
            if (rewritten != null) {
                changed.add(name);
            }
            return rewritten;
        } catch (Throwable failure) {
            events.failure("WEAVE_ERROR", name, failure);
            return null;
        }
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }
}
