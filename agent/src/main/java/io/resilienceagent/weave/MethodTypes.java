package io.resilienceagent.weave;

import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.BindPath.Step;
import io.resilienceagent.policy.BindPath.StepType;
import io.resilienceagent.policy.Literal;
import io.resilienceagent.policy.Words;
import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.FieldShape;
import io.resilienceagent.shape.MethodShape;
import io.resilienceagent.shape.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a method's declared types allow. It says no only where no object of such a type could have the member: a
 * subclass may add what an interface, an abstract class or {@code Object} does not declare.
 */
final class MethodTypes {
    private static final Set<String> EVERY_OBJECT_HAS =
            Set.of("hashCode", "toString", "getClass", "notify", "notifyAll");
    private static final Set<String> NUMBERS = Set.of(
            "byte",
            "short",
            "int",
            "long",
            "float",
            "double",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.lang.Object",
            "java.lang.Number");
    private static final Set<String> BOOLEANS = Set.of("boolean", "java.lang.Boolean", "java.lang.Object");

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void");
    private static final String OBJECT = "java.lang.Object";
    private static final String STAGE = "java.util.concurrent.CompletionStage";
    private static final Set<String> FOLLOWED = Set.of(STAGE, "java.util.concurrent.CompletableFuture");

    private final MethodShape method;
    private final Shapes shapes;

    /** @param shapes the types that the method may name */
    MethodTypes(MethodShape method, Shapes shapes) {
        this.method = method;
        this.shapes = shapes;
    }

    /** Why a path can never be read; empty where it can or may. */
    Optional<String> unreadable(BindPath path) {
        int arguments = method.parameters().size();
        if (path.root() == BindPath.Root.ARG && path.arg() >= arguments) {
            return Optional.of(path + ": " + method.name() + " has " + arguments + " arguments, the first is arg0");
        }
        if (path.root() == BindPath.Root.THIS && method.isStatic()) {
            return Optional.of(path + ": " + method.name() + " is static, there is no this");
        }
        Optional<String> type = root(path);
        for (Step step : path.steps()) {
            if (type.isEmpty() || step.type() == StepType.KEY || step.type() == StepType.INDEX) {
                return Optional.empty();
            }
            Optional<String> next = member(type.get(), step);
            if (next.isEmpty() && isWhole(type.get())) {
                return Optional.of(path + ": '" + step.name() + "' is no member of " + type.get() + ", which has "
                        + has(type.get(), step));
            }
            type = next;
        }
        return Optional.empty();
    }

    /** The type of what a path reads, as declared; empty where only the object itself will tell. */
    String read(BindPath path) {
        boolean noArgument = path.root() == BindPath.Root.ARG
                && path.arg() >= method.parameters().size();
        Optional<String> type = noArgument ? Optional.empty() : root(path);
        for (Step step : path.steps()) {
            boolean member = step.type() == StepType.MEMBER || step.type() == StepType.METHOD;
            type = type.filter(owner -> member).flatMap(owner -> member(owner, step));
        }
        return type.orElse("");
    }

    private Optional<String> root(BindPath path) {
        return switch (path.root()) {
            case ARG -> Optional.of(method.parameters().get(path.arg()));
            case THIS -> Optional.of(method.owner());
            case RETURN -> answersLater() ? Optional.empty() : Optional.of(method.returned());
            default -> Optional.empty();
        };
    }

    private boolean answersLater() {
        return shapes.isSubtype(method.returned(), STAGE);
    }

    /** Whether no object of the type can have a member that it does not declare. */
    private boolean isWhole(String type) {
        if (PRIMITIVES.contains(type) || type.endsWith("[]")) {
            return true;
        }
        return !type.equals(OBJECT)
                && shapes.find(type)
                        .filter(shape -> !shape.isInterface() && !shape.isAbstract())
                        .filter(shape -> Shapes.isWhole(shapes.lineage(shape)))
                        .isPresent();
    }

    private List<ClassShape> lineage(String type) {
        return shapes.find(type).map(shapes::lineage).orElse(List.of());
    }

    private Optional<String> member(String type, Step step) {
        String name = step.name();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<String> names =
                step.type() == StepType.METHOD ? List.of(name) : List.of(name, "get" + capital, "is" + capital);
        for (ClassShape owner : lineage(type)) {
            for (MethodShape candidate : owner.methods()) {
                if (names.contains(candidate.name()) && candidate.takesNothing() && !candidate.isStatic()) {
                    return Optional.of(candidate.returned());
                }
            }
            if (step.type() == StepType.MEMBER) {
                for (FieldShape field : owner.fields()) {
                    if (field.name().equals(name)) {
                        return Optional.of(field.type());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private String has(String type, Step step) {
        List<String> members = members(type);
        if (members.isEmpty()) {
            return "none to read";
        }
        String hint = Words.didYouMean(step.name(), members);
        return String.join(", ", members) + (hint.isEmpty() ? "" : "; " + hint);
    }

    private List<String> members(String type) {
        return shapes.find(type).map(ClassShape::methods).orElse(List.of()).stream()
                .filter(m -> m.isMethod() && m.takesNothing() && !m.isSynthetic() && !m.isStatic())
                .map(MethodShape::name)
                .filter(name -> !EVERY_OBJECT_HAS.contains(name))
                .sorted()
                .toList();
    }

    /** Why nobody can tell when such a call has ended; empty where it ends with its return or a future we follow. */
    Optional<String> unfollowable() {
        String type = method.returned();
        boolean later = shapes.isSubtype(type, "java.util.concurrent.Future") || answersLater();
        return later && !FOLLOWED.contains(type)
                ? Optional.of(method.name() + " returns " + type + ", so that it returns before the order is answered")
                : Optional.empty();
    }

    /** What the method returns, for a person. */
    String whatReturns() {
        return "a value of the type " + method.returned() + " that " + method.name() + " returns";
    }

    /** Why the method can never return this answer; empty where it can or may. */
    Optional<String> unreturnable(Answer answer) {
        String type = method.returned();
        if (answer.literal().isEmpty() || answersLater() || type.equals("void")) {
            return Optional.empty();
        }
        Literal literal = answer.literal().get();
        boolean fits =
                switch (literal.type()) {
                    case NULL -> !PRIMITIVES.contains(type);
                    case BOOLEAN -> BOOLEANS.contains(type);
                    case NUMBER -> NUMBERS.contains(type);
                    case TEXT ->
                        shapes.find(type).filter(ClassShape::isEnum).isPresent()
                                || shapes.isSubtype("java.lang.String", type);
                };
        return fits ? Optional.empty() : Optional.of("'" + literal.text() + "' is none");
    }
}
