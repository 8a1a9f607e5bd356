package io.resilienceagent.weave;

import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.BindPath.Step;
import io.resilienceagent.policy.BindPath.StepType;
import io.resilienceagent.policy.Literal;
import io.resilienceagent.policy.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

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

    private final MethodDescription method;

    MethodTypes(MethodDescription method) {
        this.method = method;
    }

    /** Why a path can never be read; empty where it can or may. */
    Optional<String> unreadable(BindPath path) {
        if (path.root() == BindPath.Root.ARG
                && path.arg() >= method.getParameters().size()) {
            return Optional.of(path + ": " + method.getName() + " has "
                    + method.getParameters().size() + " arguments, the first is arg0");
        }
        if (path.root() == BindPath.Root.THIS && method.isStatic()) {
            return Optional.of(path + ": " + method.getName() + " is static, there is no this");
        }
        TypeDescription type = root(path);
        for (Step step : path.steps()) {
            if (type == null || step.type() == StepType.KEY || step.type() == StepType.INDEX) {
                return Optional.empty();
            }
            TypeDescription next = member(type, step);
            if (next == null && isWhole(type)) {
                return Optional.of(path + ": '" + step.name() + "' is no member of " + type.getName() + ", which has "
                        + has(type, step));
            }
            type = next;
        }
        return Optional.empty();
    }

    /** The type of what a path reads, as declared; empty where only the object itself will tell. */
    String read(BindPath path) {
        boolean noArgument = path.root() == BindPath.Root.ARG
                && path.arg() >= method.getParameters().size();
        TypeDescription type = noArgument ? null : root(path);
        for (Step step : path.steps()) {
            boolean member = step.type() == StepType.MEMBER || step.type() == StepType.METHOD;
            type = type == null || !member ? null : member(type, step);
        }
        return type == null ? "" : type.getActualName();
    }

    private TypeDescription root(BindPath path) {
        return switch (path.root()) {
            case ARG -> method.getParameters().get(path.arg()).getType().asErasure();
            case THIS -> method.getDeclaringType().asErasure();
            case RETURN -> answersLater() ? null : method.getReturnType().asErasure();
            default -> null;
        };
    }

    private boolean answersLater() {
        return method.getReturnType().asErasure().isAssignableTo(CompletionStage.class);
    }

    private static boolean isWhole(TypeDescription type) {
        return type.isPrimitive()
                || type.isArray()
                || !(type.isInterface() || type.isAbstract() || type.represents(Object.class));
    }

    private static TypeDescription member(TypeDescription type, Step step) {
        String name = step.name();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<String> names =
                step.type() == StepType.METHOD ? List.of(name) : List.of(name, "get" + capital, "is" + capital);
        for (TypeDefinition owner : type) {
            for (MethodDescription candidate : owner.asErasure().getDeclaredMethods()) {
                if (names.contains(candidate.getInternalName())
                        && candidate.getParameters().isEmpty()
                        && !candidate.isStatic()) {
                    return candidate.getReturnType().asErasure();
                }
            }
            if (step.type() == StepType.MEMBER) {
                for (var field : owner.asErasure().getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        return field.getType().asErasure();
                    }
                }
            }
        }
        return null;
    }

    private static String has(TypeDescription type, Step step) {
        List<String> members = members(type);
        if (members.isEmpty()) {
            return "none to read";
        }
        String hint = Words.didYouMean(step.name(), members);
        return String.join(", ", members) + (hint.isEmpty() ? "" : "; " + hint);
    }

    private static List<String> members(TypeDescription type) {
        return type.getDeclaredMethods().stream()
                .filter(m -> m.isMethod() && m.getParameters().isEmpty() && !m.isSynthetic() && !m.isStatic())
                .map(m -> m.getName())
                .filter(name -> !EVERY_OBJECT_HAS.contains(name))
                .sorted()
                .toList();
    }

    /** Why nobody can tell when such a call has ended; empty where it ends with its return or a future we follow. */
    Optional<String> unfollowable() {
        TypeDescription type = method.getReturnType().asErasure();
        boolean later = type.isAssignableTo(Future.class) || answersLater();
        boolean followed = type.represents(CompletionStage.class) || type.represents(CompletableFuture.class);
        return later && !followed
                ? Optional.of(method.getName() + " returns " + type.getName()
                        + ", so that it returns before the order is answered")
                : Optional.empty();
    }

    /** What the method returns, for a person. */
    String returned() {
        return "a value of the type " + method.getReturnType().asErasure().getName() + " that " + method.getName()
                + " returns";
    }

    /** Why the method can never return this answer; empty where it can or may. */
    Optional<String> unreturnable(Answer answer) {
        TypeDescription type = method.getReturnType().asErasure();
        if (answer.literal().isEmpty() || answersLater() || type.represents(void.class)) {
            return Optional.empty();
        }
        Literal literal = answer.literal().get();
        boolean fits =
                switch (literal.type()) {
                    case NULL -> !type.isPrimitive();
                    case BOOLEAN -> BOOLEANS.contains(type.getName());
                    case NUMBER -> NUMBERS.contains(type.getName());
                    case TEXT -> type.isEnum() || type.isAssignableFrom(String.class);
                };
        return fits ? Optional.empty() : Optional.of("'" + literal.text() + "' is none");
    }
}
