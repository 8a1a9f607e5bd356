package io.resilienceagent.weave;

import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.policy.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

/** Whether a class has a boolean that can be set, or a method that can be answered. */
final class MemberCheck {
    private static final Set<String> PLAIN = Set.of("boolean", "java.lang.Boolean");
    private static final String ATOMIC = "java.util.concurrent.atomic.AtomicBoolean";

    private MemberCheck() {}

    /** What is wrong with a member: the words of a {@link io.resilienceagent.policy.PolicyProblem}. */
    record Wrong(String expected, String found, String hint) {}

    /** Empty where the member will do, or where a superclass is out of reach and may have it. */
    static Optional<Wrong> wrong(TypeDescription type, ClassMember member) {
        try {
            return member.method() ? method(type, member.name()) : field(type, member.name());
        } catch (IllegalStateException outOfReach) {
            return Optional.empty();
        }
    }

    private static Optional<Wrong> field(TypeDescription type, String name) {
        String expected = "a field of the type boolean, Boolean or AtomicBoolean that is not final";
        if (type.isInterface()) {
            return Optional.of(new Wrong("a class", type.getName() + " is an interface", ""));
        }
        Set<String> others = new TreeSet<>();
        for (TypeDefinition owner : type) {
            for (FieldDescription field : owner.asErasure().getDeclaredFields()) {
                String of = field.getType().asErasure().getName();
                boolean plain = PLAIN.contains(of);
                if (!field.getName().equals(name)) {
                    if (plain || of.equals(ATOMIC)) {
                        others.add(field.getName());
                    }
                } else if (!plain && !of.equals(ATOMIC)) {
                    return Optional.of(new Wrong(expected, name + " is of the type " + of, ""));
                } else if (plain && field.isFinal()) {
                    return Optional.of(new Wrong(expected, name + " is final: it cannot be set", ""));
                } else {
                    return Optional.empty();
                }
            }
        }
        String hint = hasMethod(type, name)
                ? "there is a method of this name: write " + name + "()"
                : Words.didYouMean(name, others);
        return Optional.of(new Wrong(expected, type.getName() + " has no field '" + name + "'", hint));
    }

    private static boolean hasMethod(TypeDescription type, String name) {
        return type.getDeclaredMethods().stream()
                .anyMatch(m -> m.getName().equals(name) && m.getParameters().isEmpty());
    }

    private static Optional<Wrong> method(TypeDescription type, String name) {
        String expected = "a method without arguments that " + type.getName() + " declares and that returns a boolean";
        List<MethodDescription.InDefinedShape> named = type.getDeclaredMethods().stream()
                .filter(m -> m.isMethod() && !m.isBridge() && m.getName().equals(name))
                .toList();
        for (MethodDescription method : named) {
            if (method.getParameters().isEmpty()) {
                String of = method.getReturnType().asErasure().getName();
                if (!PLAIN.contains(of)) {
                    return Optional.of(new Wrong(expected, name + "() returns " + of, ""));
                }
                return method.isAbstract() || method.isNative()
                        ? Optional.of(new Wrong(expected, name + "() has no body", "name the class that has the body"))
                        : Optional.empty();
            }
        }
        if (!named.isEmpty()) {
            return Optional.of(new Wrong(expected, "every '" + name + "' has arguments", ""));
        }
        return Optional.of(new Wrong(expected, "it has no method '" + name + "()'", elsewhere(type, name)));
    }

    private static String elsewhere(TypeDescription type, String name) {
        for (TypeDefinition owner = type.getSuperClass(); owner != null; owner = owner.getSuperClass()) {
            if (hasMethod(owner.asErasure(), name)) {
                return owner.asErasure().getName() + " has it: name that class";
            }
        }
        for (FieldDescription field : type.getDeclaredFields()) {
            if (field.getName().equals(name)) {
                return "there is a field of this name: leave out the ()";
            }
        }
        return Words.didYouMean(
                name,
                type.getDeclaredMethods().stream()
                        .filter(m -> m.isMethod() && m.getParameters().isEmpty())
                        .filter(m ->
                                PLAIN.contains(m.getReturnType().asErasure().getName()))
                        .map(m -> m.getName())
                        .toList());
    }
}
