package io.resilienceagent.guard;

/**
 * Reads the values that the policy binds by path ({@code arg0.symbol}) from a call. Slots are numbered per join
 * point when its chain is built. Thread-safe.
 */
public interface BoundValues {
    /**
     * The value of a slot for this call; null where the host's value is null.
     *
     * @throws UnreadableValueException when a step of the path cannot be taken
     */
    Object read(int slot, Invocation call);

    /**
     * The value of a slot whose path starts at a listed item, such as one order of an open-orders answer.
     *
     * @throws UnreadableValueException when a step of the path cannot be taken
     */
    Object readItem(int slot, Object item);
}
