package io.resilienceagent.guard;

/**
 * Decides whether a call of the host may proceed, and learns how it ended. A guard is a pair of halves around the
 * call (it never calls the host's method itself), so it works the same around a plain method, a method that answers
 * with a future, and a method that is run again by {@code retry}.
 *
 * <p>For one call the chain runs {@link #before} once per guard, outermost first. Exactly one of {@link #after} and
 * {@link #release} follows for each guard whose {@code before} did not deny, innermost first; maybe on another
 * thread, and for a call that never returns: never.
 *
 * <p>A guard is shared by every thread that calls the join point: implementations are thread-safe, and on the path
 * where nothing is wrong they neither lock, allocate nor read a clock.
 */
public interface Guard {
    /** The guard's name in the policy, such as {@code circuit_breaker}. */
    String name();

    /**
     * Decides. Whatever it throws counts as "could not decide" and is settled by {@code on_guard_error}.
     *
     * @return a {@link Denial} to stop the call; anything else, null included, lets it proceed and is handed back to
     *     {@link #after} or {@link #release} as the permit
     */
    Object before(Invocation call);

    /**
     * The call was made and ended: {@link Invocation#failed()}, {@link Invocation#result()} and
     * {@link Invocation#thrown()} tell how. A guard may change the ending with {@link Invocation#answer},
     * {@link Invocation#fail} or {@link Invocation#repeatAfter}; guards further out see the changed one.
     */
    void after(Invocation call, Object permit);

    /** Whether {@link #after} may ask for a repeat although the call ended well. */
    default boolean repeatsSuccess() {
        return false;
    }

    /** Whether {@link #before} may end a call by {@link Invocation#pretend}: chaos does. */
    default boolean mayPretend() {
        return false;
    }

    /**
     * The call was not made: a guard further in denied it. No outcome, so nothing may be counted; whatever
     * {@link #before} took is given back.
     *
     * @return the denial to go on with: the given one, or an answer in its place (what a fallback does)
     */
    default Denial release(Invocation call, Object permit, Denial denial) {
        return denial;
    }
}
