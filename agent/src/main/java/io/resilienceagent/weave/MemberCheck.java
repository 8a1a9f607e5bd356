package io.resilienceagent.weave;

import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.policy.Words;
import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.FieldShape;
import io.resilienceagent.shape.MethodShape;
import io.resilienceagent.shape.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a class has a boolean that can be set, or a method that can be answered. */
final class MemberCheck {
    private static final Set<String> PLAIN = Set.of("boolean", "java.lang.Boolean");
    private static final String ATOMIC = "java.util.concurrent.atomic.AtomicBoolean";

    private final ClassShape type;
    private final List<ClassShape> lineage;

    private MemberCheck(ClassShape type, List<ClassShape> lineage) {
        this.type = type;
        this.lineage = lineage;
    }

    /** What is wrong with a member: the words of a {@link io.resilienceagent.policy.PolicyProblem}. */
    record Wrong(String expected, String found, String hint) {}

    /** Empty where the member will do, or where a superclass is out of reach and may have it. */
    static Optional<Wrong> wrong(ClassShape type, ClassMember member, Shapes shapes) {
        MemberCheck check = new MemberCheck(type, shapes.lineage(type));
        return member.method() ? check.method(member.name()) : check.field(member.name());
    }

    private Optional<Wrong> field(String name) {
        String expected = "a field of the type boolean, Boolean or AtomicBoolean that is not final";
        if (type.isInterface()) {
            return Optional.of(new Wrong("a class", type.name() + " is an interface", ""));
        }
        Set<String> others = new TreeSet<>();
        for (ClassShape owner : lineage) {
            for (FieldShape field : owner.fields()) {
                boolean plain = PLAIN.contains(field.type());
                boolean usable = plain || field.type().equals(ATOMIC);
                if (!field.name().equals(name)) {
                    if (usable) {
                        others.add(field.name());
                    }
                } else if (!usable) {
                    return Optional.of(new Wrong(expected, name + " is of the type " + field.type(), ""));
                } else if (plain && field.isFinal()) {
                    return Optional.of(new Wrong(expected, name + " is final: it cannot be set", ""));
                } else {
                    return Optional.empty();
                }
            }
        }
        if (!Shapes.isWhole(lineage)) {
            return Optional.empty();
        }
        String hint = hasMethod(type, name)
                ? "there is a method of this name: write " + name + "()"
                : Words.didYouMean(name, others);
        return Optional.of(new Wrong(expected, type.name() + " has no field '" + name + "'", hint));
    }

    private static boolean hasMethod(ClassShape type, String name) {
        return type.methods().stream().anyMatch(m -> m.name().equals(name) && m.takesNothing());
    }

    private Optional<Wrong> method(String name) {
        String expected = "a method without arguments that " + type.name() + " declares and that returns a boolean";
        List<MethodShape> named = type.methods().stream()
                .filter(m -> m.isMethod() && !m.isBridge() && m.name().equals(name))
                .toList();
        for (MethodShape method : named) {
            if (method.takesNothing()) {
                if (!PLAIN.contains(method.returned())) {
                    return Optional.of(new Wrong(expected, name + "() returns " + method.returned(), ""));
                }
                return method.isAbstract() || method.isNative()
                        ? Optional.of(new Wrong(expected, name + "() has no body", "name the class that has the body"))
                        : Optional.empty();
            }
        }
        if (!named.isEmpty()) {
            return Optional.of(new Wrong(expected, "every '" + name + "' has arguments", ""));
        }
        return Optional.of(new Wrong(expected, "it has no method '" + name + "()'", elsewhere(name)));
    }

    private String elsewhere(String name) {
        for (ClassShape owner : lineage) {
            if (hasMethod(owner, name)) {
                return owner.name() + " has it: name that class";
            }
        }
        for (FieldShape field : type.fields()) {
            if (field.name().equals(name)) {
                return "there is a field of this name: leave out the ()";
            }
        }
        return Words.didYouMean(
                name,
                type.methods().stream()
                        .filter(m -> m.isMethod() && m.takesNothing() && PLAIN.contains(m.returned()))
                        .map(MethodShape::name)
                        .toList());
    }
}
