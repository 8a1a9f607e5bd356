package io.resilienceagent.report.story;

/**
 * A thread waited, as the JVM's recorder tells when the wait is over.
 *
 * @param kind what for
 * @param thread who
 * @param begin when, in nanoseconds since 1970
 * @param nanos how long
 * @param subject the lock's class, the peer, the file; empty if it has no name
 * @param other who held the lock before; empty if unknown
 * @param at the first line of the host's own; empty if unknown
 */
public record Wait(Kind kind, String thread, long begin, long nanos, String subject, String other, String at) {
    /** What for. */
    public enum Kind {
        /** A monitor that another thread holds. */
        MONITOR,
        /** A signal, or a lock of java.util.concurrent. */
        PARK,
        /** A socket. */
        SOCKET,
        /** A file. */
        FILE
    }

    /** When it was over. */
    public long end() {
        return begin + nanos;
    }
}
