package io.resilienceagent.chaos.transport;

/**
 * How a call is lost.
 *
 * @param half what does not arrive
 * @param manner how the caller learns of it
 */
public record Loss(Half half, Manner manner) {
    /** What does not arrive. */
    public enum Half {
        /** Nothing goes out. */
        REQUEST,
        /** The request goes out and is worked on; its answer is lost. */
        REPLY
    }

    /** How the caller learns of it. */
    public enum Manner {
        /** The connection is reset. */
        RESET,
        /** The connection is refused. */
        REFUSE,
        /** Nothing comes until the caller's own timeout; one that has none waits until the experiment ends. */
        TIMEOUT
    }
}
