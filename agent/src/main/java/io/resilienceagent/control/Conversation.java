package io.resilienceagent.control;

/** What is spoken over a connection. All of it runs on the thread that serves all connections, so it never waits. */
interface Conversation {
    /**
     * Looks at what has come so far; also called when an answer is on its way.
     *
     * @return whether there may be more to take
     */
    boolean proceed(Connection connection);

    /** When to call {@link #late}, as the ticker tells time, unless something else happens; {@link Long#MAX_VALUE}: never. */
    long due(Connection connection);

    /** That time is there. */
    void late(Connection connection, long now);

    /** The other side is gone, or says no more. May be called more than once. */
    void gone();
}
