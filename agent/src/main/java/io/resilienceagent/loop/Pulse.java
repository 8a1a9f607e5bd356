package io.resilienceagent.loop;

/** Signs of life of one thread of a loop. Used by the checker's thread alone. */
interface Pulse {
    /** Looks at the thread; what the others answer is of this moment. */
    void sample();

    /** A number that is another one after each progress. */
    long mark();

    /** Whether the thread itself noted when it came to that number: {@link #at}. */
    default boolean isTimed() {
        return false;
    }

    /** When it did, monotonic. */
    default long at() {
        throw new IllegalStateException("nobody noted the time");
    }

    /** How long the last tick took that the thread itself has timed; -1 when it times none. */
    default long lastNanos() {
        return -1;
    }

    /** Settles whether the thread is to note the time, by how often it ticks. */
    default void pace(long now) {}

    /** Whether a tick or task is under way. */
    boolean busy();

    /** The thread; null when it is gone. */
    Thread thread();

    /** The woven method of the last tick, {@code com.acme.Loop.tick}; empty where there is none. */
    default String method() {
        return "";
    }

    /** What the last tick threw; null when it returned or nobody knows. */
    default Throwable thrown() {
        return null;
    }

    /** The tick under way with this mark has ended, though its end was not told. */
    default void abandon(long mark) {
        throw new IllegalStateException("a thread's task has no end of its own to be told");
    }
}
