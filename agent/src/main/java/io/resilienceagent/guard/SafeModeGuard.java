package io.resilienceagent.guard;

import java.util.function.Predicate;

/**
 * {@code safe_mode}: denies while {@link SafeMode} says so, except for orders that only reduce what is held. Not to be
 * built for cancels and queries, which always pass. Thread-safe; a volatile read while all is well.
 */
public final class SafeModeGuard implements Guard {
    private final SafeMode safeMode;
    private final Predicate<Invocation> reduceOnly;

    /**
     * @param reduceOnly whether a call is verified to take no new risk; {@code call -> false} where the policy names
     *     no such condition. Asked only when the call would be denied.
     */
    public SafeModeGuard(SafeMode safeMode, Predicate<Invocation> reduceOnly) {
        this.safeMode = safeMode;
        this.reduceOnly = reduceOnly;
    }

    @Override
    public String name() {
        return "safe_mode";
    }

    @Override
    public Object before(Invocation call) {
        Denial refusal = safeMode.refusal();
        return refusal == null || reduceOnly.test(call) ? null : refusal;
    }

    @Override
    public void after(Invocation call, Object permit) {
        // How the call ended does not matter here: the state machine has its own sources.
    }
}
