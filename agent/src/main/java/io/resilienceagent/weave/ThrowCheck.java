package io.resilienceagent.weave;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether the methods that a join point matched can throw an exception of a class, before one is thrown. */
final class ThrowCheck {
    private final Instrumentation instrumentation;

    ThrowCheck(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Why they cannot; empty where they can.
     *
     * @param methods as the report has them, {@code com.acme.Client#placeOrder(Order)}
     */
    Optional<String> problem(List<String> methods, String exception) {
        // Taken apart once: there are thousands of classes.
        List<String[]> parts =
                methods.stream().map(method -> method.split("[#(]", 3)).toList();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName();
            for (String[] part : parts) {
                if (name.equals(part[0])) {
                    Optional<String> problem = problem(type, part[1], exception);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Class<?> host, String method, String exception) {
        Class<?> type;
        try {
            type = Class.forName(exception, false, host.getClassLoader());
        } catch (ClassNotFoundException | LinkageError unknown) {
            return Optional.of("the loader of " + host.getName() + " does not find it");
        }
        if (!Throwable.class.isAssignableFrom(type)) {
            return Optional.of("it is no exception");
        }
        boolean checked = !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type);
        if (checked && !declares(host, method, type)) {
            return Optional.of("it is a checked exception that " + host.getName() + "#" + method + " does not declare");
        }
        return hasConstructor(type) ? Optional.empty() : Optional.of("it has neither a (String) nor a () constructor");
    }

    private static boolean declares(Class<?> host, String method, Class<?> exception) {
        return Arrays.stream(host.getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method))
                .map(Method::getExceptionTypes)
                .allMatch(types -> Arrays.stream(types).anyMatch(type -> type.isAssignableFrom(exception)));
    }

    private static boolean hasConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .map(constructor -> List.of(constructor.getParameterTypes()))
                .anyMatch(types -> types.isEmpty() || types.equals(List.of(String.class)));
    }
}
