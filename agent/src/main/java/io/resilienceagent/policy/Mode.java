package io.resilienceagent.policy;

/** Whether guards decide for the host or only for the record. */
public enum Mode {
    /** Decisions take effect. */
    ENFORCE,
    /** Guards decide, log and count, and every call passes. */
    SHADOW,
    /** Guards are not asked. */
    OFF
}
