package io.resilienceagent.guard;

/**
 * What guards tell the rest of the agent: data flows from them to log, counters and recordings, never back.
 * Thread-safe; never throws; may be called from the host's threads, so it is quick.
 */
public interface Events {
    /** A call was denied ({@code enforced}) or would have been, had the guard not been in shadow mode. */
    void denied(String joinPoint, String guard, Denial denial, boolean enforced);

    /**
     * Something a person should read, such as a circuit that opened.
     *
     * @param name upper-case event name, such as {@code CIRCUIT_TRANSITION}
     * @param facts {@code key=value} pairs separated by blanks
     */
    void notice(String name, String facts);

    /**
     * The same of something that every call may have to tell: a person reads it once a second for each join point.
     *
     * @param facts more of them, behind {@code join_point=}
     */
    default void recurring(String name, String joinPoint, String facts) {
        notice(name, "join_point=" + joinPoint + " " + facts);
    }

    /** A circuit changed its state; beside the notice that says so to people. On the host's thread, mostly. */
    default void circuit(CircuitStep step) {}

    /** An order came to an outcome. On the host's thread, mostly. */
    default void order(OrderStep step) {}

    /** A part of the bot was asked whether it is well. */
    default void probed(ProbeAnswer answer) {}

    /** A failure of the agent itself: counted, logged once per kind and place, shown in status. */
    void failure(String kind, String place, Throwable cause);

    /** Tells nobody. */
    static Events none() {
        return new Events() {
            @Override
            public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {}

            @Override
            public void notice(String name, String facts) {}

            @Override
            public void failure(String kind, String place, Throwable cause) {}
        };
    }
}
