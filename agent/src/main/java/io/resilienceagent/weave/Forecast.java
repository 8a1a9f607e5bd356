package io.resilienceagent.weave;

import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.GuardRule;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.MethodShape;
import io.resilienceagent.shape.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a policy will match on a class path, and how its values will be read: the answers that the weaver would give if the
 * host loaded every class, found from the class files. No class is loaded, so nothing of the host runs. For one thread.
 *
 * <p>Here the class path is whole: what matches nothing is wrong, where at a bot's start another loader might bring it.
 */
public final class Forecast {
    private final ClassFiles files;
    private final Policy policy;
    private final PolicyCheck check;
    private final Shapes shapes;
    private final Pointcuts pointcuts;
    private final Map<String, Map<String, Map<String, Read>>> matched = new LinkedHashMap<>();
    private final Set<MethodPattern> effective = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> notes = new TreeSet<>();

    /**
     * How a value is read.
     *
     * @param path as written
     * @param type the declared type of what it reads; empty where only the object itself will tell
     */
    public record Read(String path, String type) {}

    private Forecast(Policy policy, ClassLoader loader, String classPath) {
        this.policy = policy;
        this.files = new ClassFiles(loader, new ClassPathIndex(classPath).classes());
        this.check = new PolicyCheck(loader, classPath);
        this.shapes = new Shapes(loader);
        this.pointcuts = new Pointcuts(policy.joinPoints(), List.of(), Map.of());
    }

    /**
     * Reads the class files.
     *
     * @param loader finds the class files of the host and of the JDK, and loads none of them
     * @param classPath the same as a class path
     */
    public static Forecast of(Policy policy, ClassLoader loader, String classPath) {
        Forecast forecast = new Forecast(policy, loader, classPath);
        forecast.check.check(policy);
        policy.joinPoints().keySet().forEach(name -> forecast.matched.put(name, new TreeMap<>()));
        forecast.files.named(policy.joinPoints().values()).forEach(forecast::look);
        policy.joinPoints().forEach(forecast::withoutEffect);
        return forecast;
    }

    /** By join point, the methods, as {@code com.acme.Client#placeOrder(Order)}, and for each what a bound path reads there. */
    public Map<String, Map<String, Map<String, Read>>> matches() {
        return matched;
    }

    /** All that is wrong. */
    public List<PolicyProblem> problems() {
        return check.problems();
    }

    /** What is not wrong and should be known: rules that wait for a class, methods that cannot be woven. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** How many classes the class path has. */
    public int classes() {
        return files.names().size();
    }

    private void look(String className) {
        byte[] bytes = files.bytes(className);
        if (bytes == null) {
            return;
        }
        String internalName = className.replace('.', '/');
        for (Pointcut pointcut : pointcuts.candidates(internalName, bytes, files.loader())) {
            match(className, bytes, pointcut);
        }
    }

    private void match(String className, byte[] bytes, Pointcut pointcut) {
        ClassShape type = shapes.find(className).orElse(null);
        if (type == null) {
            notes.add("the class file of " + className + " cannot be read: "
                    + shapes.problem(className).orElse("it is not there any more"));
            return;
        }
        List<String> unwoven = new ArrayList<>();
        Set<MethodShape> methods = Matches.of(pointcut.pattern(), type, unwoven);
        notes.addAll(unwoven);
        if (methods.isEmpty()) {
            return;
        }
        String tooOld = Matches.tooOld(className, bytes);
        if (tooOld != null) {
            notes.add(tooOld);
            return;
        }
        effective.add(pointcut.pattern());
        List<GuardRule> guards = policy.guards().getOrDefault(pointcut.joinPoint(), List.of());
        for (MethodShape method : methods) {
            String name =
                    className + "#" + Matches.names(Set.of(method)).iterator().next();
            matched.get(pointcut.joinPoint()).put(name, reads(new MethodTypes(method, shapes), pointcut.rule()));
            if (!pointcut.pattern().exactClass()) {
                check.check(method, pointcut.rule(), guards);
            }
        }
    }

    private static Map<String, Read> reads(MethodTypes method, JoinPointRule rule) {
        Map<String, BindPath> paths = new LinkedHashMap<>(rule.bind());
        rule.observe().ifPresent(observe -> {
            observe.positions().ifPresent(path -> paths.put("observe.positions", path));
            observe.openOrders().ifPresent(path -> paths.put("observe.open_orders", path));
            observe.orders().ifPresent(path -> paths.put("observe.orders", path));
            observe.price().ifPresent(path -> paths.put("observe.price", path));
            observe.symbol().ifPresent(path -> paths.put("observe.symbol", path));
        });
        Map<String, Read> reads = new LinkedHashMap<>();
        paths.forEach((name, path) -> reads.put(name, new Read(path.text(), method.read(path))));
        return reads;
    }

    private void withoutEffect(String joinPoint, JoinPointRule rule) {
        for (MethodPattern pattern : rule.on()) {
            if (effective.contains(pattern) || check.told(pattern)) {
                continue;
            }
            if (rule.late() || rule.where().file().startsWith("pack:")) {
                notes.add(joinPoint + " waits for " + pattern + ", which this class path does not have");
            } else {
                check.withoutEffect(pattern, rule.where(), hint(pattern));
            }
        }
    }

    /** The nearest names: of the class, where it is not there; of its methods, where it is. */
    private String hint(MethodPattern pattern) {
        if (pattern.annotation().isPresent()) {
            return "no method carries the annotation @" + pattern.annotation().get();
        }
        Set<String> owners = new TreeSet<>();
        MethodPattern anyMethod = new MethodPattern(
                pattern.className(),
                pattern.subtypes(),
                pattern.annotation(),
                "*",
                Optional.empty(),
                false,
                pattern.text());
        Pointcuts ofClass = new Pointcuts(Map.of("any", rule(anyMethod)), List.of(), Map.of());
        files.named(List.of(rule(anyMethod))).forEach(name -> {
            byte[] bytes = files.bytes(name);
            if (bytes != null
                    && !ofClass.candidates(name.replace('.', '/'), bytes, files.loader())
                            .isEmpty()) {
                owners.add(name);
            }
        });
        return owners.isEmpty()
                ? Nearest.ofClass(pattern.className(), files.names())
                : Nearest.ofMethod(pattern, methods(owners), owners);
    }

    private static JoinPointRule rule(MethodPattern pattern) {
        return JoinPointRule.plain(List.of(pattern), JoinPointKind.ANY, Optional.empty(), null);
    }

    private Set<String> methods(Set<String> owners) {
        Set<String> methods = new TreeSet<>();
        for (String owner : owners) {
            shapes.find(owner).map(ClassShape::methods).orElse(List.of()).stream()
                    .filter(m -> m.isMethod() && !m.isSynthetic())
                    .forEach(m -> methods.add(m.name()));
        }
        return methods;
    }
}
