package io.resilienceagent.weave;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.Events;
import io.resilienceagent.policy.JoinPointRule;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Weaves the join points into the host's classes as they are loaded, and puts generations of the policy in force.
 * Thread-safe; classes are woven on whichever thread loads them.
 */
public final class Weaver implements ClassFileTransformer {
    private static final boolean OWN_LOADER =
            "resilience-agent".equals(Weaver.class.getClassLoader().getName());

    private static final int FEWEST_ROUNDS = 2;
    private static final int MOST_ROUNDS = 4;

    private final Instrumentation instrumentation;
    private final Events events;
    private final WeaveReport report = new WeaveReport();
    private final Opener opener;
    private final Linker linker;
    private final Method bridge;
    private volatile Pointcuts pointcuts = Pointcuts.NONE;
    private volatile Bytecode bytecode;
    /** The names of all classes that were ever woven. */
    private final Set<String> woven = ConcurrentHashMap.newKeySet();

    private Map<String, JoinPointRule> rules = Map.of();
    private Collection<JoinPoint> joinPoints = List.of();
    private Collection<InstanceWatch> watches = List.of();
    private Map<String, JoinPointRule> transports = Map.of();
    private Collection<JoinPoint> struck = List.of();
    private boolean started;

    /** @throws ReflectiveOperationException when the bridge is not what this agent expects */
    public Weaver(Instrumentation instrumentation, Bridge bridge, Events events) throws ReflectiveOperationException {
        this.instrumentation = instrumentation;
        this.events = events;
        this.opener = opener(instrumentation);
        this.linker = new Linker(bridge, opener, events);
        this.bridge = bridge.bootstrapMethod();
    }

    /** Makes the host's members readable. */
    public Opener opener() {
        return opener;
    }

    /** The classes that are loaded. */
    public LoadedClasses loadedClasses() {
        return new LoadedClasses(instrumentation, opener);
    }

    /** Where the host's view of the wall clock is changed. */
    public ClockWeaver clock() {
        return new ClockWeaver(instrumentation, bridge, linker.time(), events);
    }

    /** Why the methods of a join point cannot throw an exception of this class; empty where they can. */
    public Optional<String> unthrowable(String joinPoint, String exception) {
        return new ThrowCheck(instrumentation).problem(report.methods(joinPoint), exception);
    }

    /** What has been woven so far. */
    public WeaveReport report() {
        return report;
    }

    /** Begins to weave, the classes that are loaded already among them. */
    public synchronized void start() {
        started = true;
        instrumentation.addTransformer(this, true);
        retransform(pointcuts::mayMatchLoaded);
    }

    /** Makes every woven call a no-op, at once and for good, whatever else is going on; calls under way end as they began. */
    public void rest() {
        linker.leave();
    }

    /**
     * Gives all classes back as they were, in one batch, and weaves no more. A class that was just being defined is found
     * by a second call, a moment later; until then its woven calls are no-ops.
     *
     * @return the problems met: classes that keep their no-ops
     */
    public synchronized List<String> restore() {
        rest();
        instrumentation.removeTransformer(this);
        pointcuts = Pointcuts.NONE;
        report.begin();
        retransform(type -> woven.contains(type.getName()));
        return report.problems();
    }

    /** As the other one, with no objects to watch for. */
    public void install(Map<String, JoinPointRule> rules, Collection<JoinPoint> joinPoints) {
        install(rules, joinPoints, List.of());
    }

    /**
     * Puts a policy in force. Where its patterns are those of the last one, no class is touched. Where they are not,
     * both policies are in force until the classes are woven anew: a method that was guarded is at no moment alone.
     */
    public synchronized void install(
            Map<String, JoinPointRule> rules, Collection<JoinPoint> joinPoints, Collection<InstanceWatch> watches) {
        this.rules = new LinkedHashMap<>(rules);
        this.joinPoints = List.copyOf(joinPoints);
        this.watches = List.copyOf(watches);
        Pointcuts before = pointcuts;
        Pointcuts next = new Pointcuts(rules, watches, transports);
        if (!next.sameAs(before) && started) {
            report.begin();
        }
        install(next, type -> next.mayMatchLoaded(type) || before.mayMatchLoaded(type));
    }

    /**
     * Puts join points in classes of the JDK that no policy may name beside those of the policy. No class is touched where
     * the woven ones are those of the last time: to strike, and to strike no more, is a switch.
     *
     * @param all the rules of all that are to be woven, by name: exact classes of the JDK
     * @param striking those of them that are in force; the others are dormant, an empty method handle each
     */
    public synchronized void transports(Map<String, JoinPointRule> all, Collection<JoinPoint> striking) {
        transports = Map.copyOf(all);
        struck = List.copyOf(striking);
        Pointcuts before = pointcuts;
        Pointcuts next = new Pointcuts(rules, watches, transports);
        install(next, type -> next.isTransport(type) || before.isTransport(type));
    }

    /** @param touched which classes the change may concern */
    private void install(Pointcuts next, Predicate<Class<?>> touched) {
        boolean same = next.sameAs(pointcuts);
        Collection<JoinPoint> all = new ArrayList<>(joinPoints);
        all.addAll(struck);
        Generation generation = Generation.of(all, watches);
        if (same || !started) {
            pointcuts = next;
            linker.install(generation);
            return;
        }
        linker.install(generation.and(linker.generation()));
        pointcuts = next;
        if (retransform(touched)) {
            linker.install(generation.anew());
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
        // The agent's own loader first: weaving loads classes of ours, which come by here in the middle of it.
        if (className == null || isOurs(loader)) {
            return null;
        }
        try {
            Pointcuts current = pointcuts;
            List<Pointcut> candidates = current.candidates(className, classFile, loader);
            InstanceWatch watch = current.watch(className);
            return candidates.isEmpty() && watch == null
                    ? null
                    : weave(className, classFile, candidates, new Bytecode.Sight(watch, redefined != null));
        } catch (Throwable failure) {
            events.failure("WEAVE_ERROR", className.replace('/', '.'), failure);
            report.problem(className.replace('/', '.') + " could not be woven: " + failure);
            return null;
        }
    }

    /** In tests this class stands on the class path, and its loader is the host's. */
    static boolean isOurs(ClassLoader loader) {
        return loader == Weaver.class.getClassLoader() && OWN_LOADER;
    }

    private byte[] weave(String className, byte[] classFile, List<Pointcut> candidates, Bytecode.Sight sight) {
        Bytecode.Woven result = bytecode().weave(classFile, candidates, sight);
        result.problems().forEach(report::problem);
        result.matches().forEach(match -> report.matched(match.joinPoint(), className, Matches.names(match.methods())));
        if (result.bytes() != null) {
            woven.add(className.replace('/', '.'));
        }
        return result.bytes();
    }

    /** Weaves one class for one join point, for the self-test. */
    byte[] weave(byte[] classFile, JoinPoint joinPoint) {
        List<Pointcut> pointcut = joinPoint.rule().on().stream()
                .map(pattern -> new Pointcut(joinPoint.name(), joinPoint.key(), joinPoint.rule(), pattern))
                .toList();
        return bytecode().weave(classFile, pointcut, Bytecode.Sight.NONE).bytes();
    }

    /** Runs something with this join point in force beside all others, and then takes it out of force again. */
    Object tryOut(JoinPoint joinPoint, Callable<?> run) throws Exception {
        Generation before = linker.generation();
        linker.install(Generation.of(List.of(joinPoint)).and(before));
        try {
            return run.call();
        } finally {
            linker.install(before.anew());
        }
    }

    private Bytecode bytecode() {
        Bytecode awake = bytecode;
        if (awake == null) {
            awake = new Bytecode(bridge);
            bytecode = awake;
        }
        return awake;
    }

    /**
     * Weaves the loaded classes, and then those that came meanwhile: a class that was just being defined had passed by
     * the transformer under the old patterns, and was not among the loaded ones yet.
     *
     * @return false when some classes are still woven as they were
     */
    private boolean retransform(Predicate<Class<?>> touched) {
        Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean all = true;
        boolean more = true;
        for (int round = 1; round <= FEWEST_ROUNDS || (more && round <= MOST_ROUNDS); round++) {
            List<Class<?>> classes = unseen(seen, touched);
            more = !classes.isEmpty();
            all &= retransform(classes);
        }
        return all;
    }

    private List<Class<?>> unseen(Set<Class<?>> seen, Predicate<Class<?>> touched) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            // In a small bot most of the classes are our own.
            if (!isOurs(type.getClassLoader())
                    && touched.test(type)
                    && instrumentation.isModifiableClass(type)
                    && seen.add(type)) {
                classes.add(type);
            }
        }
        return classes;
    }

    /** One batch for all classes: each retransformation costs the JVM a little metaspace that it never gives back. */
    private boolean retransform(List<Class<?>> classes) {
        if (classes.isEmpty() || retransformed(classes) == null) {
            return true;
        }
        // The JVM takes a batch whole or not at all, and one class in it may be beyond weaving.
        boolean all = true;
        for (Class<?> type : classes) {
            Throwable failure = retransformed(List.of(type));
            if (failure != null) {
                all = false;
                events.failure("RETRANSFORM_ERROR", type.getName(), failure);
                report.problem(type.getName() + " could not be woven anew: " + failure);
            }
        }
        return all;
    }

    /** Why the classes could not be woven; null when they were. */
    private Throwable retransformed(List<Class<?>> classes) {
        try {
            instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
            return null;
        } catch (UnmodifiableClassException | LinkageError | InternalError | RuntimeException failure) {
            return failure;
        }
    }

    private static Opener opener(Instrumentation instrumentation) {
        Module own = Weaver.class.getModule();
        return type -> {
            Module module = type.getModule();
            String packageName = type.getPackageName();
            if (module.isNamed() && !module.isOpen(packageName, own)) {
                instrumentation.redefineModule(
                        module, Set.of(), Map.of(), Map.of(packageName, Set.of(own)), Set.of(), Map.of());
            }
        };
    }
}
