package io.resilienceagent.chaos;

/** Where a kind of fault can strike. */
public enum Target {
    /** In a tick of a loop, on the loop's own thread. */
    LOOP,
    /** In a call of any join point. */
    JOIN_POINT,
    /** In a transport of the JDK, such as {@code jdk-http}: see {@code Transports}. */
    TRANSPORT,
    /** On the process as a whole: it has no target. */
    PROCESS
}
