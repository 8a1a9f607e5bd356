package io.resilienceagent.bind;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.Argument;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.BindPath.Step;
import io.resilienceagent.policy.Literal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Calls a method of the host, found by path from a call that is being judged: {@code this.exchange.recentOrders} with
 * bound values and constants for arguments. Made when something is wrong, so plain reflection will do. Thread-safe.
 */
public final class HostCall {
    private final String text;
    private final int receiver;
    private final String method;
    private final List<Argument> arguments;
    private final int[] argumentSlots;
    private final Opener opener;

    /** @param slots gets the paths that are read */
    public HostCall(BindPath path, List<Argument> arguments, Slots slots, Opener opener) {
        List<Step> steps = path.steps();
        Step last = steps.get(steps.size() - 1);
        String all = path.text();
        String before = all.substring(0, all.lastIndexOf('.'));
        this.text = all;
        this.receiver = slots.of(new BindPath(path.root(), path.arg(), steps.subList(0, steps.size() - 1), before));
        this.method = last.name();
        this.arguments = List.copyOf(arguments);
        this.argumentSlots = arguments.stream()
                .mapToInt(argument -> argument.name().map(slots::named).orElse(Slots.NONE))
                .toArray();
        this.opener = opener;
    }

    /**
     * Calls it, on the calling thread.
     *
     * @param instead values by bound name that take the place of the call's own; null for those that do not. Where the
     *     method does not take them, since they are not the host's objects, it gets the call's own
     * @throws UnreadableValueException where there is no such method
     * @throws Throwable whatever the host's method throws
     */
    public Object make(Invocation call, Function<String, Object> instead) throws Throwable {
        Object object = call.value(receiver);
        if (object == null) {
            throw new UnreadableValueException(text + ": there is no object to call it on");
        }
        List<Object> values = values(call, instead);
        Method found = find(object.getClass(), values);
        if (found == null) {
            values = values(call, name -> null);
            found = find(object.getClass(), values);
        }
        if (found == null) {
            throw new UnreadableValueException(text + ": " + object.getClass().getName() + " has no method " + method
                    + " for " + values.size() + " such arguments");
        }
        Class<?>[] types = found.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            values.set(i, Fit.into(values.get(i), types[i]));
        }
        try {
            return found.invoke(object, values.toArray());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private List<Object> values(Invocation call, Function<String, Object> instead) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < argumentSlots.length; i++) {
            if (argumentSlots[i] == Slots.NONE) {
                values.add(arguments.get(i).literal().map(Literal::value).orElse(null));
            } else {
                Object other = arguments.get(i).name().map(instead).orElse(null);
                values.add(other == null ? call.value(argumentSlots[i]) : other);
            }
        }
        return values;
    }

    /** The method that takes these values; null where there is none. */
    private Method find(Class<?> type, List<Object> values) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Method candidate : owner.getDeclaredMethods()) {
                if (candidate.getName().equals(method) && !candidate.isBridge() && takes(candidate, values)) {
                    opener.open(owner);
                    candidate.setAccessible(true);
                    return candidate;
                }
            }
        }
        return null;
    }

    private static boolean takes(Method candidate, List<Object> values) {
        Class<?>[] types = candidate.getParameterTypes();
        if (types.length != values.size()) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!Fit.isPossible(values.get(i), types[i])) {
                return false;
            }
        }
        return true;
    }
}
