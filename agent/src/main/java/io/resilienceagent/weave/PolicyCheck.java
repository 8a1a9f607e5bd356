package io.resilienceagent.weave;

import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.policy.FallbackRule;
import io.resilienceagent.policy.GuardRule;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.policy.Where;
import io.resilienceagent.policy.Words;
import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.MethodShape;
import io.resilienceagent.shape.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a policy against the host's class files, without loading a class: what can be proved wrong before the bot
 * starts is an error then. A class that is not there proves nothing, as another loader may bring it; but where its
 * package is on the class path and the class is not, the policy is wrong.
 */
public final class PolicyCheck {
    private static final String JDK_PREFIX = "java.";
    private static final String HOST_FLAG = "host_flag";

    private final ClassLoader loader;
    private final ClassPathIndex classPath;
    private final Shapes shapes;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private final Set<MethodPattern> told = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean found;

    /**
     * @param loader finds the class files of the host
     * @param classPath the same as a class path, to list what a package has
     */
    public PolicyCheck(ClassLoader loader, String classPath) {
        this.loader = loader;
        this.classPath = new ClassPathIndex(classPath);
        this.shapes = new Shapes(loader);
    }

    /** All that is wrong. */
    public List<PolicyProblem> check(Policy policy) {
        policy.joinPoints().forEach((name, rule) -> {
            if (!rule.late() && !rule.where().file().startsWith("pack:")) {
                for (MethodPattern pattern : rule.on()) {
                    int before = problems.size();
                    check(pattern, rule, policy.guards().getOrDefault(name, List.of()));
                    if (problems.size() > before) {
                        told.add(pattern);
                    }
                }
            }
        });
        policy.stateMachine().ifPresent(this::hostFlag);
        return problems;
    }

    private void hostFlag(StateMachineRule rule) {
        ClassMember member = rule.hostFlag().map(ClassMember::parse).orElse(null);
        if (member == null || rule.where().file().startsWith("pack:")) {
            return;
        }
        Where where = rule.where();
        if (Foundations.include(member.className().replace('.', '/'))) {
            problem(where, HOST_FLAG, "a class of the bot's", member.className() + " is one of the JDK's own", "");
        } else if (known(member.className(), where, HOST_FLAG)) {
            found = true;
            shapes.find(member.className())
                    .flatMap(type -> MemberCheck.wrong(type, member, shapes))
                    .ifPresent(wrong -> problem(where, HOST_FLAG, wrong.expected(), wrong.found(), wrong.hint()));
        }
    }

    /** All that is wrong so far. */
    List<PolicyProblem> problems() {
        return problems;
    }

    /** Whether something is known to be wrong with what a pattern names. */
    boolean told(MethodPattern pattern) {
        return told.contains(pattern);
    }

    /** A pattern matches nothing on a class path that is all there is. */
    void withoutEffect(MethodPattern pattern, Where where, String hint) {
        problem(where, "on", "a method of the class path", "'" + pattern.text() + "' matches nothing", hint);
    }

    /** Whether any class that the policy names was there, so that weaving is to be expected. */
    public boolean found() {
        return found;
    }

    private void check(MethodPattern pattern, JoinPointRule rule, List<GuardRule> guards) {
        if (!pattern.exactClass()) {
            return;
        }
        Where where = rule.where();
        if (Foundations.include(pattern.className().replace('.', '/'))) {
            problem(
                    where,
                    "on",
                    "a class of the bot's, or of its libraries",
                    pattern.className() + " is a class that the agent itself is made with: its guard would call itself",
                    "");
            return;
        }
        if (!isThere(pattern.className())) {
            missingClass(pattern.className(), where, "on");
            return;
        }
        found = true;
        Optional<ClassShape> readable = shapes.find(pattern.className());
        if (readable.isEmpty()) {
            String why = shapes.problem(pattern.className()).orElse("it is not there any more");
            problem(
                    where,
                    "on",
                    "a class file that can be read",
                    "that of " + pattern.className() + " cannot: " + why,
                    "compile it for a Java that this agent knows, or take a newer agent");
            return;
        }
        ClassShape type = readable.get();
        List<String> unwoven = new ArrayList<>();
        Set<MethodShape> methods = Matches.of(pattern, type, unwoven);
        unwoven.forEach(problem -> problem(where, "on", "a method with a body", problem, ""));
        if (methods.isEmpty() && unwoven.isEmpty()) {
            List<String> known = type.methods().stream()
                    .filter(m -> m.isMethod() && !m.isSynthetic())
                    .map(MethodShape::name)
                    .distinct()
                    .toList();
            problem(
                    where,
                    "on",
                    "a method that " + pattern.className() + " declares",
                    "'" + pattern.text() + "' matches no method",
                    hint(pattern, known));
        } else if (methods.size() > 1
                && pattern.parameters().isEmpty()
                && !pattern.method().contains("*")
                && !rule.bind().isEmpty()) {
            problem(
                    where,
                    "on",
                    "one method, since values are bound from its arguments",
                    "'" + pattern.text() + "' matches " + String.join(" and ", Matches.names(methods)),
                    "pick one with a parameter list, or take them all with (..)");
        }
        methods.forEach(method -> check(method, rule, guards));
    }

    private static String hint(MethodPattern pattern, List<String> known) {
        return known.contains(pattern.method())
                ? "there is a method of this name with other parameters"
                : Words.didYouMean(pattern.method(), known);
    }

    /** Holds what is said of a join point against one of its methods. */
    void check(MethodShape method, JoinPointRule rule, List<GuardRule> guards) {
        MethodTypes of = new MethodTypes(method, shapes);
        if (rule.kind() == JoinPointKind.ORDER) {
            of.unfollowable()
                    .ifPresent(found -> problem(
                            rule.where(),
                            "on",
                            "an order method whose outcome can be followed",
                            found,
                            "bind a method around it that returns the answer, or a CompletionStage"));
        }
        for (Map.Entry<String, BindPath> bound : rule.bind().entrySet()) {
            of.unreadable(bound.getValue())
                    .ifPresent(found ->
                            problem(rule.where(), "bind." + bound.getKey(), "a path that can be read", found, ""));
        }
        rule.deny().ifPresent(deny -> {
            deny.exception().ifPresent(name -> exception(name, method, rule.where(), "deny.throw"));
            deny.answer()
                    .flatMap(of::unreturnable)
                    .ifPresent(found -> problem(rule.where(), "deny.return", of.whatReturns(), found, ""));
        });
        rule.rejectedBy().forEach(name -> known(name, rule.where(), "rejected_by"));
        for (GuardRule guard : guards) {
            if (guard.settings() instanceof FallbackRule fallback) {
                fallback.answer()
                        .flatMap(of::unreturnable)
                        .ifPresent(found -> problem(guard.where(), "return", of.whatReturns(), found, ""));
                fallback.exception().ifPresent(name -> exception(name, method, guard.where(), "throw"));
            }
        }
    }

    private void exception(String name, MethodShape method, Where where, String key) {
        if (!known(name, where, key)) {
            return;
        }
        List<ClassShape> lineage = shapes.find(name).map(shapes::lineage).orElse(List.of());
        if (lineage.isEmpty() || !Shapes.isWhole(lineage)) {
            return;
        }
        ClassShape type = lineage.get(0);
        if (!shapes.isSubtype(name, "java.lang.Throwable")) {
            problem(where, key, "an exception", name + " is none", "");
        } else if (!shapes.isSubtype(name, "java.lang.RuntimeException")
                && !shapes.isSubtype(name, "java.lang.Error")
                && method.exceptions().stream().noneMatch(declared -> shapes.isSubtype(name, declared))) {
            problem(
                    where,
                    key,
                    "an unchecked exception, or one that " + method.name() + " declares",
                    name + " is a checked exception that it does not declare",
                    "");
        } else if (type.methods().stream().noneMatch(PolicyCheck::makesIt)) {
            problem(where, key, "an exception with a (String) or () constructor", name + " has neither", "");
        }
    }

    private static boolean makesIt(MethodShape method) {
        return method.isConstructor()
                && (method.takesNothing() || method.parameters().equals(List.of("java.lang.String")));
    }

    private boolean known(String className, Where where, String key) {
        if (isThere(className)) {
            return true;
        }
        missingClass(className, where, key);
        return false;
    }

    private void missingClass(String name, Where where, String key) {
        int dot = name.lastIndexOf('.');
        Set<String> neighbours = dot < 0 ? Set.of() : classPath.classesOf(name.substring(0, dot));
        if (!neighbours.isEmpty() || name.startsWith(JDK_PREFIX)) {
            problem(
                    where,
                    key,
                    "a class of the bot's class path",
                    "there is no class " + name,
                    Words.didYouMean(name, neighbours));
        }
    }

    private boolean isThere(String className) {
        return loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    private void problem(Where where, String key, String expected, String found, String hint) {
        problems.add(new PolicyProblem(
                where.file(), where.line(), where.column(), where.path() + "." + key, expected, found, hint));
    }
}
