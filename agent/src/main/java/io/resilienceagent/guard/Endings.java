package io.resilienceagent.guard;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which endings of a call a guard is to act on: exceptions by type, refusals by code, and conditions on bound values.
 * With neither names nor conditions: every failure but an {@link Error} and a {@linkplain Refusals refusal}.
 * Immutable.
 */
final class Endings {
    private final TypeNames on;
    private final boolean conditional;
    private final Predicate<Invocation> when;

    /**
     * @param on names of exception classes and denial codes; empty for any
     * @param conditional whether {@code when} stands for conditions of the policy, so that it alone can select a
     *     returned value
     * @param when must hold as well; may read the ending
     */
    Endings(List<String> on, boolean conditional, Predicate<Invocation> when) {
        this.on = new TypeNames(on);
        this.conditional = conditional;
        this.when = when;
    }

    /** Whether to act on the ending that this call has now. Without conditions, a success costs one field read. */
    boolean match(Invocation call) {
        return (conditional || call.failed()) && matchesFailure(call) && (!conditional || when.test(call));
    }

    /** Whether to act on a refusal by a guard further in: only if its code is listed. */
    boolean match(Invocation call, Denial denial) {
        return on.names().contains(denial.code()) && (!conditional || when.test(call));
    }

    private boolean matchesFailure(Invocation call) {
        Throwable thrown = call.thrown();
        if (!on.names().isEmpty()) {
            return on.match(thrown)
                    || (thrown instanceof CallDeniedException denied
                            && on.names().contains(denied.code()));
        }
        return !(thrown instanceof Error) && !Refusals.isRefusal(thrown);
    }
}
