package io.resilienceagent.bind;

import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.BindPath.Step;
import io.resilienceagent.policy.BindPath.StepType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds what a path's member step reads in a class of the host: a record component or no-argument method of that
 * name, a getter ({@code getX}, {@code isX}), else a field. What anybody may call is preferred to what must be opened.
 */
final class Members {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    private final Opener opener;

    Members(Opener opener) {
        this.opener = opener;
    }

    /** A handle {@code (Object)Object} that reads the member. */
    MethodHandle find(Class<?> type, Step step) {
        Method method = method(type, names(step));
        if (method != null) {
            return handle(type, step, method);
        }
        Field field = step.type() == StepType.METHOD ? null : field(type, step.name());
        if (field != null) {
            return handle(type, step, field);
        }
        throw new UnreadableValueException(
                "'" + step.name() + "' is no member of " + type.getName() + ", which has " + readable(type));
    }

    private static List<String> names(Step step) {
        String name = step.name();
        if (step.type() == StepType.METHOD) {
            return List.of(name);
        }
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return List.of(name, "get" + capital, "is" + capital);
    }

    private static Method method(Class<?> type, List<String> names) {
        Method found = null;
        for (String name : names) {
            for (Class<?> owner : ancestors(type)) {
                Method method = noArgument(owner, name);
                if (method != null && isCallable(method)) {
                    return method;
                }
                found = found == null ? method : found;
            }
        }
        return found;
    }

    private static Method noArgument(Class<?> owner, String name) {
        try {
            Method method = owner.getDeclaredMethod(name);
            return method.getReturnType() == void.class || Modifier.isStatic(method.getModifiers()) ? null : method;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static boolean isCallable(Method method) {
        Class<?> owner = method.getDeclaringClass();
        return Modifier.isPublic(method.getModifiers())
                && Modifier.isPublic(owner.getModifiers())
                && owner.getModule().isExported(owner.getPackageName());
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try {
                return owner.getDeclaredField(name);
            } catch (NoSuchFieldException higher) {
                // Looked for in the superclass next.
            }
        }
        return null;
    }

    private MethodHandle handle(Class<?> type, Step step, Member member) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            if (member instanceof Method method) {
                if (!isCallable(method)) {
                    opener.open(method.getDeclaringClass());
                    method.setAccessible(true);
                }
                return lookup.unreflect(method).asType(GETTER);
            }
            Field field = (Field) member;
            opener.open(field.getDeclaringClass());
            field.setAccessible(true);
            MethodHandle getter = lookup.unreflectGetter(field);
            return Modifier.isStatic(field.getModifiers())
                    ? MethodHandles.dropArguments(getter, 0, Object.class).asType(GETTER)
                    : getter.asType(GETTER);
        } catch (ReflectiveOperationException | RuntimeException denied) {
            throw new UnreadableValueException(
                    "'" + step.name() + "' of " + type.getName() + " cannot be read: " + denied, denied);
        }
    }

    /** The class, then its superclasses, then every interface, so that a public declaration is found somewhere. */
    private static List<Class<?>> ancestors(Class<?> type) {
        List<Class<?>> ancestors = new ArrayList<>();
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            ancestors.add(owner);
            Collections.addAll(interfaces, owner.getInterfaces());
        }
        while (!interfaces.isEmpty()) {
            Class<?> next = interfaces.poll();
            ancestors.add(next);
            Collections.addAll(interfaces, next.getInterfaces());
        }
        return ancestors;
    }

    private static String readable(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(type.getMethods())
                .filter(m -> m.getParameterCount() == 0
                        && m.getReturnType() != void.class
                        && m.getDeclaringClass() != Object.class)
                .forEach(m -> names.add(m.getName()));
        return names.isEmpty() ? "nothing to read" : String.join(", ", names);
    }
}
