package io.resilienceagent.order;

/** What the book says to an order that wants to be sent: a {@link LiveOrder} is admitted, a {@link Refusal} is not. */
public sealed interface Admission permits LiveOrder, Admission.Refusal {
    /**
     * The order must not be sent.
     *
     * @param cause why not
     * @param earlier the order that stands against it
     */
    record Refusal(Cause cause, LiveOrder earlier) implements Admission {}

    /** Why an order must not be sent. */
    enum Cause {
        /** The same order was accepted not long ago. */
        ACCEPTED,
        /** The same order is under way at this moment. */
        IN_FLIGHT,
        /** Nobody knows what became of the same order. */
        UNKNOWN,
        /** Nobody knows what became of an order from before this start; it need not be the same. */
        RECOVERING
    }
}
