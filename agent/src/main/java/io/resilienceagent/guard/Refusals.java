package io.resilienceagent.guard;

/** Tells the exceptions that are no outcomes. */
public final class Refusals {
    private Refusals() {}

    /**
     * Whether an exception says that a guard stopped a call before it was made, here or at a join point further in: then
     * there is nothing to judge or to repeat. {@code TIMED_OUT} is not one, though a guard told it: the call was made.
     * A refusal in the form of an exception of the host's own cannot be told from the host's failures.
     */
    public static boolean isRefusal(Throwable thrown) {
        return thrown instanceof CallDeniedException denied && !denied.code().equals(TimeoutGuard.CODE);
    }
}
