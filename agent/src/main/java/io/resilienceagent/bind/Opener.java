package io.resilienceagent.bind;

/** Makes the members of a host's class readable although its module does not open it. */
@FunctionalInterface
public interface Opener {
    /** Opens the class's package to the agent; does nothing where it is open already. */
    void open(Class<?> type);
}
