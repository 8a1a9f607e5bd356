package io.resilienceagent.bind;

import io.resilienceagent.guard.Cause;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.BindPath.Step;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;

/**
 * Reads one bound path. Each step remembers the class it met last with a method handle for it, so that reading is a
 * class comparison and a call, not reflection. One reader belongs to one woven method and dies with the host's class:
 * nothing of the agent keeps that class alive. Thread-safe: a race costs a second look-up, never a wrong value.
 */
public final class PathReader {
    private final BindPath path;
    private final StepReader[] steps;

    /** @param opener opens what the host's modules hide */
    public PathReader(BindPath path, Opener opener) {
        this.path = path;
        Members members = new Members(opener);
        this.steps = path.steps().stream().map(step -> reader(step, members)).toArray(StepReader[]::new);
    }

    /** The value for a call. */
    public Object read(Invocation call) {
        return follow(root(call));
    }

    /** The value for a listed item. */
    public Object readItem(Object item) {
        return follow(item);
    }

    private Object root(Invocation call) {
        return switch (path.root()) {
            case ARG -> argument(call.arguments());
            case THIS -> call.self();
            case RETURN -> call.result();
            case EXCEPTION -> call.thrown();
            case ITEM -> throw new UnreadableValueException(path + " starts at a listed item, and this is a call");
        };
    }

    private Object argument(Object[] arguments) {
        if (path.arg() < arguments.length) {
            return arguments[path.arg()];
        }
        throw new UnreadableValueException(
                path + ": the method has " + arguments.length + " arguments, the first is arg0");
    }

    private Object follow(Object root) {
        Object value = root;
        for (StepReader step : steps) {
            if (value == null) {
                return null;
            }
            try {
                value = step.read(value);
            } catch (UnreadableValueException e) {
                throw new UnreadableValueException(path + ": " + e.getMessage(), e);
            } catch (Throwable thrownByHost) {
                throw new UnreadableValueException(path + ": reading it threw " + Cause.of(thrownByHost), thrownByHost);
            }
        }
        return value;
    }

    private static StepReader reader(Step step, Members members) {
        return switch (step.type()) {
            case MEMBER, METHOD -> new MemberReader(step, members);
            case KEY -> value -> entry(value, step.name());
            case INDEX -> value -> element(value, step.index());
        };
    }

    private static Object entry(Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return map.get(key);
        }
        throw new UnreadableValueException(
                "['" + key + "'] needs a Map and met a " + value.getClass().getName());
    }

    private static Object element(Object value, int index) {
        if (value instanceof List<?> list) {
            return index < list.size() ? list.get(index) : null;
        }
        if (value.getClass().isArray()) {
            return index < Array.getLength(value) ? Array.get(value, index) : null;
        }
        throw new UnreadableValueException("[" + index + "] needs a List or an array and met a "
                + value.getClass().getName());
    }

    private interface StepReader {
        Object read(Object value) throws Throwable;
    }

    private static final class MemberReader implements StepReader {
        private final Step step;
        private final Members members;
        private volatile Known known = new Known(null, null);

        MemberReader(Step step, Members members) {
            this.step = step;
            this.members = members;
        }

        @Override
        public Object read(Object value) throws Throwable {
            Known last = known;
            if (value.getClass() != last.type) {
                last = new Known(value.getClass(), members.find(value.getClass(), step));
                known = last;
            }
            return (Object) last.getter.invokeExact(value);
        }
    }

    private record Known(Class<?> type, MethodHandle getter) {}
}
