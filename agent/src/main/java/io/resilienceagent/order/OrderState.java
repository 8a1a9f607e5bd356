package io.resilienceagent.order;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.TypeNames;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Where an order is in its life. */
public enum OrderState {
    /** About to be sent, or under way. */
    INTENT,
    /** The exchange took it. */
    ACCEPTED,
    /** Definitely not placed: refused by the exchange, never sent, or shown to be absent. */
    REJECTED,
    /** Nobody can tell: it may be placed. */
    UNKNOWN;

    /**
     * How a call that sent an order ended. Only a return without failure is acceptance and only a listed exception
     * is refusal; ambiguous is not failed.
     */
    static OrderState after(Invocation call, TypeNames rejectedBy) {
        if (!call.failed()) {
            return ACCEPTED;
        }
        Throwable thrown = call.thrown();
        boolean definite = rejectedBy.match(thrown) || (wraps(thrown) && rejectedBy.match(thrown.getCause()));
        return definite ? REJECTED : UNKNOWN;
    }

    private static boolean wraps(Throwable thrown) {
        return thrown instanceof CompletionException || thrown instanceof ExecutionException;
    }
}
