package io.resilienceagent.order;

import io.resilienceagent.guard.Invocation;

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
     * How a call that sent an order ended. Only a return without failure is acceptance and only what the policy
     * lists is refusal; ambiguous is not failed.
     */
    static OrderState after(Invocation call, DefiniteRefusal refusal) {
        if (!call.hostFailed()) {
            return ACCEPTED;
        }
        return refusal.refused(call) ? REJECTED : UNKNOWN;
    }
}
