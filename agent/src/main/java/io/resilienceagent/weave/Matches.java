package io.resilienceagent.weave;

import io.resilienceagent.policy.MethodPattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

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
    static Set<MethodDescription> of(MethodPattern pattern, TypeDescription type, List<String> problems) {
        Set<MethodDescription> methods = new LinkedHashSet<>();
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (!method.isMethod() || method.isBridge() || !means(pattern, method)) {
                continue;
            }
            if (method.isNative()) {
                problems.add(type.getName() + "#" + method.getName() + " is native: it has no body to guard");
            } else if (!method.isAbstract()) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static boolean means(MethodPattern pattern, MethodDescription method) {
        return pattern.matchesMethod(method.getName(), parameters(method))
                && (pattern.annotation().isEmpty()
                        || carries(method, pattern.annotation().get()));
    }

    private static boolean carries(MethodDescription method, String annotation) {
        for (AnnotationDescription carried : method.getDeclaredAnnotations()) {
            if (carried.getAnnotationType().getName().equals(annotation)) {
                return true;
            }
        }
        return false;
    }

    /** The full names of the parameters' types, which may themselves be out of reach. */
    static List<String> parameters(MethodDescription method) {
        return method.getParameters().asTypeList().asErasures().stream()
                .map(TypeDescription::getActualName)
                .toList();
    }

    /** The methods as a person writes them: {@code placeOrder(OrderRequest)}. */
    static Set<String> names(Set<MethodDescription> methods) {
        Set<String> names = new TreeSet<>();
        for (MethodDescription method : methods) {
            names.add(method.getName()
                    + parameters(method).stream().map(Matches::simpleName).collect(Collectors.joining(", ", "(", ")")));
        }
        return names;
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
