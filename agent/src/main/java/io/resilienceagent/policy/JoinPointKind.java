package io.resilienceagent.policy;

/** What a join point does, as far as the guards must know: orders move money and are never repeated unasked. */
public enum JoinPointKind {
    /** Places an order. */
    ORDER,
    /** Takes an order back; passes the safe mode. */
    CANCEL,
    /** Asks for something and changes nothing; may be retried. */
    QUERY,
    /** Takes a message of the outside. */
    HANDLER,
    /** One call is one tick of a loop. */
    LOOP,
    /** Sends a request over the network, for others. */
    TRANSPORT,
    /** None of these. */
    ANY
}
