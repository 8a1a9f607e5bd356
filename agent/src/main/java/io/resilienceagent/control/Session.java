package io.resilienceagent.control;

/** Whoever asks, for as long as the connection lives. Thread-safe. */
public interface Session {
    /** For the audit log, such as {@code socket user=deploy} or {@code http 127.0.0.1:40112}. */
    String who();

    /**
     * Has something run once when the connection is over, however it ends, or when the other side has been silent for 5
     * seconds: what was begun by somebody who is gone must not go on. A connection that asks one thing and ends, as over
     * HTTP, holds nothing.
     *
     * @param end must not wait for anything: it runs on the thread that serves all connections
     * @return whether this session can hold anything; if not, {@code end} is never run
     */
    boolean whenGone(Runnable end);
}
