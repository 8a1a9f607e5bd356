package io.resilienceagent.weave;

import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The patterns of a policy, arranged so that almost every class that the host loads is passed over after one look-up
 * of its name: an agent's start-up cost is what it does for classes that nobody named. Immutable.
 */
final class Pointcuts {
    static final Pointcuts NONE = new Pointcuts(Map.of(), List.of());

    private final Map<String, List<Pointcut>> byClass = new HashMap<>();
    private final List<Pointcut> searching = new ArrayList<>();
    /** Classes of the JDK that the agent itself names, whatever they are: transports that chaos strikes. */
    private final Map<String, List<Pointcut>> transports = new HashMap<>();

    private final Map<String, InstanceWatch> watches = new HashMap<>();
    private final Set<String> keys = new TreeSet<>();
    private final Hierarchy hierarchy = new Hierarchy();

    /** Of a policy alone. */
    Pointcuts(Map<String, JoinPointRule> joinPoints, Collection<InstanceWatch> watched) {
        this(joinPoints, watched, Map.of());
    }

    /** @param builtIn join points of exactly named classes of the JDK, which no policy could name */
    Pointcuts(
            Map<String, JoinPointRule> joinPoints,
            Collection<InstanceWatch> watched,
            Map<String, JoinPointRule> builtIn) {
        builtIn.forEach((name, rule) -> rule.on().forEach(pattern -> {
            Pointcut pointcut = new Pointcut(name, JoinPoint.key(name, rule.on()), rule, pattern);
            keys.add(pointcut.key());
            transports
                    .computeIfAbsent(pattern.className().replace('.', '/'), c -> new ArrayList<>())
                    .add(pointcut);
        }));
        watched.forEach(watch -> {
            keys.add(watch.key());
            watches.put(watch.className().replace('.', '/'), watch);
        });
        joinPoints.forEach((name, rule) -> rule.on().forEach(pattern -> {
            Pointcut pointcut = new Pointcut(name, JoinPoint.key(name, rule.on()), rule, pattern);
            keys.add(pointcut.key());
            if (pattern.exactClass()) {
                byClass.computeIfAbsent(pattern.className().replace('.', '/'), c -> new ArrayList<>())
                        .add(pointcut);
            } else {
                searching.add(pointcut);
                if (isOfTheJdk(pattern.className().replace('.', '/'))) {
                    hierarchy.wake();
                }
            }
        }));
    }

    /** Whether both weave the same methods for the same join points, so that a reload needs no retransformation. */
    boolean sameAs(Pointcuts other) {
        return keys.equals(other.keys);
    }

    /**
     * The patterns that this class, as far as it can be told without reading its methods, may have a match for.
     *
     * @param className internal name
     * @param loader the class's loader, null for the bootstrap loader
     */
    List<Pointcut> candidates(String className, byte[] classFile, ClassLoader loader) {
        List<Pointcut> ofTheJdk = isOfTheJdk(loader) ? transports.getOrDefault(className, List.of()) : List.of();
        List<Pointcut> named = named(className, classFile, loader);
        if (ofTheJdk.isEmpty()) {
            return named;
        }
        List<Pointcut> all = new ArrayList<>(named);
        all.addAll(ofTheJdk);
        return all;
    }

    /** Those of the policy. */
    private List<Pointcut> named(String className, byte[] classFile, ClassLoader loader) {
        List<Pointcut> found = byClass.getOrDefault(className, List.of());
        if ((!found.isEmpty() || !searching.isEmpty()) && Foundations.include(className)) {
            return List.of();
        }
        if (searching.isEmpty()) {
            return found;
        }
        List<Pointcut> all = new ArrayList<>(found);
        for (Pointcut pointcut : searching) {
            if (mayMatch(pointcut, className, classFile, loader)) {
                all.add(pointcut);
            }
        }
        return all;
    }

    /** Who wants to know the objects of this class; null for nobody. */
    InstanceWatch watch(String className) {
        InstanceWatch watch = watches.isEmpty() ? null : watches.get(className);
        return watch == null || Foundations.include(className) ? null : watch;
    }

    private boolean mayMatch(Pointcut pointcut, String className, byte[] classFile, ClassLoader loader) {
        String pattern = pointcut.pattern().className();
        if (pointcut.pattern().annotation().isPresent()) {
            String descriptor = "L" + pointcut.pattern().annotation().get().replace('.', '/') + ";";
            return contains(classFile, descriptor.getBytes(StandardCharsets.UTF_8));
        }
        if (isOfTheJdk(className) && !isOfTheJdk(pattern.replace('.', '/'))) {
            return false;
        }
        boolean named = pointcut.pattern().subtypes() && pattern.indexOf('*') < 0;
        return named
                ? hierarchy.isSubtype(pattern.replace('.', '/'), className, classFile, loader)
                : pointcut.pattern().matchesClass(className.replace('/', '.'));
    }

    /** Whether a loaded class is one of the JDK's that {@link Weaver#transports} named. */
    boolean isTransport(Class<?> type) {
        return isOfTheJdk(type.getClassLoader())
                && transports.containsKey(type.getName().replace('.', '/'));
    }

    /** Whether a loaded class may be one of those; asked before its bytes are at hand. */
    boolean mayMatchLoaded(Class<?> type) {
        String name = type.getName().replace('.', '/');
        if (isTransport(type)) {
            return true;
        }
        boolean named = byClass.containsKey(name) || watches.containsKey(name);
        if ((!named && searching.isEmpty()) || Foundations.include(name)) {
            return false;
        }
        if (named) {
            return true;
        }
        for (Pointcut pointcut : searching) {
            boolean jdk = isOfTheJdk(name);
            boolean meansJdk = isOfTheJdk(pointcut.pattern().className().replace('.', '/'));
            if ((!jdk || meansJdk) && mayMatchLoaded(pointcut.pattern(), type)) {
                return true;
            }
        }
        return false;
    }

    /** An annotation of a method cannot be seen without loading the types that its methods name: any class may have it. */
    private static boolean mayMatchLoaded(MethodPattern pattern, Class<?> type) {
        if (pattern.annotation().isPresent() || pattern.matchesClass(type.getName())) {
            return true;
        }
        return pattern.subtypes() && hasSupertype(pattern, type);
    }

    private static boolean hasSupertype(MethodPattern pattern, Class<?> type) {
        if (type == null) {
            return false;
        }
        if (pattern.matchesClass(type.getName()) || hasSupertype(pattern, type.getSuperclass())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (hasSupertype(pattern, implemented)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheJdk(ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    static boolean isOfTheJdk(String internalName) {
        return internalName.startsWith("java/")
                || internalName.startsWith("javax/")
                || internalName.startsWith("jdk/")
                || internalName.startsWith("sun/")
                || internalName.startsWith("com/sun/");
    }

    static boolean contains(byte[] bytes, byte[] sought) {
        for (int i = 0; i <= bytes.length - sought.length; i++) {
            int j = 0;
            while (j < sought.length && bytes[i + j] == sought[j]) {
                j++;
            }
            if (j == sought.length) {
                return true;
            }
        }
        return false;
    }
}
