package io.resilienceagent.systemd;

/** What the watchdog asks before it tells systemd that the bot is alive. */
@FunctionalInterface
public interface LoopProgress {
    /**
     * Whether every guarded loop made progress since the last time that the answer was yes. Only a yes begins anew: were
     * each question a new beginning, two slow loops would never both have moved between two questions. Asked when a ping
     * is due, and after a no each few milliseconds, by the thread that calls {@link Watchdog#look}; must not throw,
     * wait or allocate.
     */
    boolean everyLoopProgressed();
}
