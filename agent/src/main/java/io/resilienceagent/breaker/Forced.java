package io.resilienceagent.breaker;

/** What an operator does to a circuit by hand. */
public enum Forced {
    /** Denies every call until told otherwise. */
    OPEN,
    /** Admits every call until told otherwise, whatever fails. */
    CLOSED,
    /** Ends the forcing, and begins anew: closed, with nothing counted. */
    RESET
}
