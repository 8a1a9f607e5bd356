package io.resilienceagent.weave;

import static java.lang.invoke.MethodType.methodType;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.WovenMethod.Ending;
import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.Deny;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;

/** What a denied host sees at one woven method: an exception of its own, a value, or the agent's exception. */
@FunctionalInterface
interface Refusal {
    /** The ending; its value in the form in which the policy or a guard has it. */
    Ending of(Denial denial) throws Throwable;

    /** Works out, once per woven method, how the policy's {@code deny:} can be done there. */
    static Refusal of(JoinPoint joinPoint, MethodHandles.Lookup caller, WovenAs as, Opener opener, Events events) {
        Refusal chosen = chosen(joinPoint.deny().orElse(null), joinPoint, caller, as, opener, events);
        return denial -> denial.answered() ? new Ending(denial.answer(), null) : chosen.of(denial);
    }

    private static Refusal chosen(
            Deny deny, JoinPoint joinPoint, MethodHandles.Lookup caller, WovenAs as, Opener opener, Events events) {
        if (deny == null) {
            return Refusal::plain;
        }
        if (deny.answer().isPresent()) {
            Supplier<Object> answer = answer(deny.answer().get(), joinPoint);
            return denial -> new Ending(answer.get(), null);
        }
        try {
            MethodHandle exception = exception(deny.exception().orElseThrow(), caller, as, opener);
            return denial -> new Ending(null, (Throwable) exception.invoke(denial.message()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unusable) {
            events.failure("DENY_UNUSABLE", joinPoint.rule().where() + ".deny.throw", unusable);
            return Refusal::plain;
        }
    }

    private static Ending plain(Denial denial) {
        return new Ending(null, new CallDeniedException(denial));
    }

    private static Supplier<Object> answer(Answer answer, JoinPoint joinPoint) {
        if (answer.source() == Answer.Source.LITERAL) {
            Object value = answer.literal().orElseThrow().value();
            return () -> value;
        }
        return joinPoint.previous();
    }

    /** A handle {@code (String)Throwable} that makes the host's exception. */
    static MethodHandle exception(String name, MethodHandles.Lookup caller, WovenAs as, Opener opener)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(name, true, caller.lookupClass().getClassLoader());
        if (!Throwable.class.isAssignableFrom(type)) {
            throw new ClassCastException(name + " is no exception");
        }
        if (isChecked(type) && !declares(caller.lookupClass(), as, type)) {
            throw new ClassCastException(name + " is a checked exception that "
                    + caller.lookupClass().getName() + "#" + as.method() + " does not declare");
        }
        Constructor<?> withMessage = constructor(type, String.class);
        Constructor<?> found = withMessage == null ? constructor(type) : withMessage;
        if (found == null) {
            throw new NoSuchMethodException(name + " has neither a (String) nor a () constructor");
        }
        opener.open(type);
        found.setAccessible(true);
        MethodHandle make = MethodHandles.lookup().unreflectConstructor(found);
        return (withMessage == null ? MethodHandles.dropArguments(make, 0, String.class) : make)
                .asType(methodType(Throwable.class, String.class));
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            return type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private static boolean isChecked(Class<?> type) {
        return !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type);
    }

    private static boolean declares(Class<?> host, WovenAs as, Class<?> exception) {
        for (Method method : host.getDeclaredMethods()) {
            if (method.getName().equals(as.method())
                    && methodType(method.getReturnType(), method.getParameterTypes())
                            .descriptorString()
                            .equals(as.descriptor())) {
                return Arrays.stream(method.getExceptionTypes()).anyMatch(e -> e.isAssignableFrom(exception));
            }
        }
        return false;
    }
}
