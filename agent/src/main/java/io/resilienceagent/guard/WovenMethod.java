package io.resilienceagent.guard;

/**
 * One method of the host as the guards see it: how to read its values, and how to put an ending into a form that
 * this very method can have. One per woven method, alive as long as the host's class. Thread-safe.
 */
public interface WovenMethod extends BoundValues {
    /** The full name of the class that has the method. */
    String hostClass();

    /** The method's name. */
    String hostMethod();

    /** Whether the method answers with a future, so that its outcome is what that completes with. */
    boolean answersLater();

    /**
     * A refusal as this method can give it: the exception that the policy chose, or a value for the host.
     * Never fails: what cannot be built becomes a {@link CallDeniedException}.
     */
    Ending refusal(Denial denial);

    /**
     * An exception of the host's own, in a form that this method can throw: made by its {@code (String)} or
     * {@code ()} constructor. What cannot be built becomes a {@link CallDeniedException}.
     */
    Throwable exception(String className, String message);

    /** The value as this method can return it, or null (zero for a primitive) where it has another type. */
    Object fit(Object value);

    /**
     * Runs the host's own body once more, unguarded, on the calling thread.
     *
     * @throws Throwable whatever the body throws
     */
    Object rerun(Invocation call) throws Throwable;

    /** How a call ends for the host: with a value, or with an exception when {@code thrown} is not null. */
    record Ending(Object value, Throwable thrown) {}
}
