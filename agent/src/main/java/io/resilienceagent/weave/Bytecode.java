package io.resilienceagent.weave;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;

/**
 * Rewrites one class: puts {@link AroundAdvice} around the methods that the patterns mean. Waking Byte Buddy is the
 * dearest thing at start-up, so nothing touches this class until a named class turns up.
 */
final class Bytecode {
    private static final ElementMatcher<MethodDescription> ON_AN_OBJECT = ElementMatchers.<MethodDescription>isMethod()
            .and(ElementMatchers.not(ElementMatchers.isStatic()))
            .and(ElementMatchers.not(ElementMatchers.isAbstract()))
            .and(ElementMatchers.not(ElementMatchers.isNative()));

    private final Method bridge;
    private final ByteBuddy byteBuddy;

    /** @param bridge the bootstrap method that woven calls name */
    Bytecode(Method bridge) {
        this.bridge = bridge;
        this.byteBuddy = quietly();
    }

    /** Byte Buddy would look for a global registry of its own with {@code Unsafe}, which newer JVMs warn about. */
    private static ByteBuddy quietly() {
        String[] switches = {"net.bytebuddy.nexus.disabled", "net.bytebuddy.safe"};
        Map<String, String> before = new LinkedHashMap<>();
        for (String name : switches) {
            before.put(name, System.setProperty(name, "true"));
        }
        try {
            return new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                    .with(InstrumentedType.Factory.Default.FROZEN);
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }

    /** What became of a class: its new bytes, or null where no method matched; and what a person should know. */
    @SuppressWarnings("ArrayRecordComponent") // never compared: it carries a class file from one method to the next
    record Woven(byte[] bytes, Map<Pointcut, Set<String>> methods, List<String> problems) {}

    /**
     * Whether the objects of a class are watched, and how.
     *
     * @param watch who wants to know them; null for nobody
     * @param late whether there may be some already, so that calls of methods are to be watched as well
     */
    record Sight(InstanceWatch watch, boolean late) {
        static final Sight NONE = new Sight(null, false);
    }

    Woven weave(String className, byte[] classFile, ClassLoader loader, List<Pointcut> candidates, Sight sight) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className.replace('/', '.'), classFile),
                ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type =
                lazily(locator).describe(className.replace('/', '.')).resolve();
        List<String> problems = new ArrayList<>();
        Map<Pointcut, Set<MethodDescription>> matched = new LinkedHashMap<>();
        for (Pointcut pointcut : candidates) {
            Set<MethodDescription> methods = Matches.of(pointcut.pattern(), type, problems);
            // A join point is one, also where two of its patterns mean the same method.
            matched.forEach((earlier, woven) -> {
                if (earlier.key().equals(pointcut.key())) {
                    methods.removeAll(woven);
                }
            });
            if (!methods.isEmpty()) {
                matched.put(pointcut, methods);
            }
        }
        Map<Pointcut, Set<String>> names = new LinkedHashMap<>();
        matched.forEach((pointcut, methods) -> names.put(pointcut, Matches.names(methods)));
        boolean untouched = matched.isEmpty() && sight.watch == null;
        String tooOld = untouched ? null : Matches.tooOld(className.replace('/', '.'), classFile);
        if (tooOld != null) {
            problems.add(tooOld);
            return new Woven(null, Map.of(), problems);
        }
        return new Woven(untouched ? null : rewrite(type, locator, matched, sight), names, problems);
    }

    /**
     * A type that the class names is looked up only when more than its name is asked for. It may not be there: many a
     * class speaks of an optional library, and many a loader shows no class files.
     */
    private static TypePool lazily(ClassFileLocator locator) {
        return new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(), locator, TypePool.Default.ReaderMode.FAST);
    }

    private byte[] rewrite(
            TypeDescription type,
            ClassFileLocator locator,
            Map<Pointcut, Set<MethodDescription>> matched,
            Sight sight) {
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
        // What is visited first lies outermost: the first join point of the policy.
        for (Map.Entry<Pointcut, Set<MethodDescription>> join : matched.entrySet()) {
            builder = builder.visit(
                    advice(join.getKey().key(), AroundAdvice.class).on(ElementMatchers.anyOf(join.getValue())));
        }
        if (sight.watch != null) {
            String key = sight.watch.key();
            builder = builder.visit(advice(key, SightAdvice.Made.class).on(ElementMatchers.isConstructor()));
            if (sight.late) {
                builder = builder.visit(advice(key, SightAdvice.Called.class).on(ON_AN_OBJECT));
            }
        }
        return builder.make().getBytes();
    }

    private Advice advice(String key, Class<?> shape) {
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory())
                .bootstrap(bridge, (adviceMethod, exit) -> (instrumentedType, method) -> constants(key, method))
                .to(shape)
                .withAssigner(Assigner.DEFAULT);
    }

    private static List<JavaConstant> constants(String key, MethodDescription method) {
        WovenAs as = new WovenAs(key, method.getInternalName(), method.getDescriptor(), method.isStatic());
        List<JavaConstant> constants = new ArrayList<>();
        as.constants().forEach(text -> constants.add(JavaConstant.Simple.ofLoaded(text)));
        return constants;
    }
}
