package io.resilienceagent.bind;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.Condition;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * A policy's condition at work: compares a bound value with a constant. Numbers compare by value whatever their Java
 * type (also as text), enum constants by name, everything else by its text; null equals only {@code null}, and has no
 * order. Thread-safe.
 */
public final class Comparison implements Predicate<Invocation> {
    private final Condition condition;
    private final int slot;
    private final Object constant;

    /** @param slots gets the condition's path */
    public Comparison(Condition condition, Slots slots) {
        this.condition = condition;
        this.slot = slots.of(condition.path());
        this.constant = condition.literal().value();
    }

    /** True where any of the conditions holds; null for no conditions, so that nobody asks in vain. */
    public static Predicate<Invocation> any(List<Condition> conditions, Slots slots) {
        Predicate<Invocation> any = null;
        for (Condition condition : conditions) {
            Predicate<Invocation> next = new Comparison(condition, slots);
            any = any == null ? next : any.or(next);
        }
        return any;
    }

    @Override
    public boolean test(Invocation call) {
        return condition.path().root() == BindPath.Root.EXCEPTION ? testThrown(call) : holds(call.value(slot));
    }

    /** Of the exceptions that a call may end with only some have the member: of the others nothing is true. */
    private boolean testThrown(Invocation call) {
        if (call.thrown() == null) {
            return false;
        }
        try {
            return holds(call.value(slot));
        } catch (UnreadableValueException anotherException) {
            return false;
        }
    }

    private boolean holds(Object value) {
        return switch (condition.operator()) {
            case EQUAL -> same(value);
            case NOT_EQUAL -> !same(value);
            case LESS -> value != null && order(value) < 0;
            case GREATER -> value != null && order(value) > 0;
            case AT_MOST -> value != null && order(value) <= 0;
            case AT_LEAST -> value != null && order(value) >= 0;
        };
    }

    @Override
    public String toString() {
        return condition.text();
    }

    private boolean same(Object value) {
        if (value == null || constant == null) {
            return value == constant;
        }
        if (constant instanceof BigDecimal) {
            return isNumber(value) && order(value) == 0;
        }
        if (constant instanceof Boolean) {
            return constant.equals(value);
        }
        return constant.equals(value instanceof Enum<?> e ? e.name() : value.toString());
    }

    private int order(Object value) {
        return Decimals.of(value).compareTo((BigDecimal) constant);
    }

    private static boolean isNumber(Object value) {
        try {
            Decimals.of(value);
            return true;
        } catch (UnreadableValueException notANumber) {
            return false;
        }
    }
}
