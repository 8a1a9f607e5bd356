package io.resilienceagent.weave;

import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.shape.ClassShape;
import io.resilienceagent.shape.MethodShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which methods of a class a pattern means. */
final class Matches {
    /** The oldest class file version that can hold {@code invokedynamic}: Java 7. */
    private static final int OLDEST_VERSION = 51;

    private Matches() {}

    /** Why no method of a class can be woven, whatever matches; null where they can. */
    static String tooOld(String className, byte[] classFile) {
        int version = (classFile[6] & 0xff) << 8 | (classFile[7] & 0xff);
        return version >= OLDEST_VERSION
                ? null
                : className + " is of class file version " + version + ", older than Java 7 (" + OLDEST_VERSION
                        + "): it cannot be woven";
    }

    /** The methods that can be woven; those that match and cannot are told as problems. */
    static Set<MethodShape> of(MethodPattern pattern, ClassShape type, List<String> problems) {
        Set<MethodShape> methods = new LinkedHashSet<>();
        for (MethodShape method : type.methods()) {
            if (!method.isMethod() || method.isBridge() || !means(pattern, method)) {
                continue;
            }
            if (method.isNative()) {
                problems.add(type.name() + "#" + method.name() + " is native: it has no body to guard");
            } else if (!method.isAbstract()) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static boolean means(MethodPattern pattern, MethodShape method) {
        return (pattern.meansSynthetic() || !method.isSynthetic())
                && pattern.matchesMethod(method.name(), method.parameters())
                && (pattern.annotation().isEmpty()
                        || method.annotations().contains(pattern.annotation().get()));
    }

    /** The methods as a person writes them: {@code placeOrder(OrderRequest)}. */
    static Set<String> names(Set<MethodShape> methods) {
        Set<String> names = new TreeSet<>();
        for (MethodShape method : methods) {
            names.add(method.name()
                    + method.parameters().stream()
                            .map(Matches::simpleName)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        return names;
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
