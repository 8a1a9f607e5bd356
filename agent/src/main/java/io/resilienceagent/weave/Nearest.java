package io.resilienceagent.weave;

import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Words;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The names that somebody may have meant who wrote one that is nowhere. */
final class Nearest {
    private static final int MOST_LISTED = 3;

    private Nearest() {}

    /** A class of the same simple name, or one whose name is nearly the same. */
    static String ofClass(String wanted, Set<String> classes) {
        if (wanted.indexOf('*') >= 0) {
            return "no class has such a name";
        }
        if (classes.contains(wanted)) {
            return "no method of it, or of what extends it, can be woven";
        }
        String simple = simple(wanted);
        List<String> elsewhere =
                classes.stream().filter(name -> simple(name).equals(simple)).toList();
        if (!elsewhere.isEmpty()) {
            return "there is no class " + wanted + "; did you mean " + list(elsewhere) + "?";
        }
        List<String> neighbours = classes.stream()
                .filter(name -> packageOf(name).equals(packageOf(wanted)))
                .toList();
        String near = Words.didYouMean(wanted, neighbours);
        return "there is no class " + wanted + (near.isEmpty() ? nearly(simple, classes) : "; " + near);
    }

    private static String nearly(String simple, Set<String> classes) {
        // Names of very different lengths are not near: only the others are compared.
        List<String> comparable = classes.stream()
                .map(Nearest::simple)
                .filter(name -> Math.abs(name.length() - simple.length()) <= 2
                        && !name.isEmpty()
                        && Character.toLowerCase(name.charAt(0)) == Character.toLowerCase(simple.charAt(0)))
                .distinct()
                .toList();
        String near = Words.didYouMean(simple, comparable);
        return near.isEmpty() ? "" : "; " + near;
    }

    /** A method of those classes whose name is nearly the same, or the same with other parameters. */
    static String ofMethod(MethodPattern pattern, Set<String> methods, Set<String> owners) {
        String among = owners.size() == 1
                ? owners.iterator().next()
                : "the " + owners.size() + " classes that it means, " + list(owners) + ",";
        if (methods.contains(pattern.method())) {
            return among + " declares the method with other parameters, or without a body";
        }
        String near = Words.didYouMean(pattern.method(), methods);
        return among + " declares no such method" + (near.isEmpty() ? "" : "; " + near);
    }

    private static String list(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_LISTED).toList());
        return names.size() > MOST_LISTED ? first + ", ..." : first;
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
