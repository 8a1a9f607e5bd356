package io.resilienceagent.order;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.TypeNames;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * By what the exchange definitely says no: exceptions of listed types, and endings on which a condition of the policy
 * holds, such as {@code exception.status == 429}. Every other failure leaves the order unknown. Immutable.
 */
public final class DefiniteRefusal {
    private final TypeNames types;
    private final Predicate<Invocation> when;

    /**
     * @param types classes of exceptions, {@code rejected_by}
     * @param when any of the conditions {@code rejected_when}; asked about failed calls only
     */
    public DefiniteRefusal(List<String> types, Predicate<Invocation> when) {
        this.types = new TypeNames(types);
        this.when = when;
    }

    /** By these exceptions alone. */
    public static DefiniteRefusal by(List<String> types) {
        return new DefiniteRefusal(types, call -> false);
    }

    /** Whether this failed call was refused, and not lost. A condition that cannot be judged refuses nothing. */
    public boolean refused(Invocation call) {
        Throwable thrown = call.hostThrew();
        return types.match(thrown)
                || (wraps(thrown) && types.match(thrown.getCause()))
                || (thrown == call.thrown() && holds(call));
    }

    /** The host's members are read here, and may throw: an order whose ending nobody notes stays under way for ever. */
    private boolean holds(Invocation call) {
        try {
            return when.test(call);
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean wraps(Throwable thrown) {
        return thrown instanceof CompletionException || thrown instanceof ExecutionException;
    }
}
