package io.resilienceagent.policy;

/** What a guard that fails itself does to the call. */
public enum OnGuardError {
    /** The call proceeds. */
    OPEN,
    /** The call is denied. */
    CLOSED
}
