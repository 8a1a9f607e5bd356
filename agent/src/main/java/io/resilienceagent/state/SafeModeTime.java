package io.resilienceagent.state;

/**
 * How long the bot has been in SAFE_MODE since it last was RUNNING. It stands still in RECOVERING and goes on when
 * SAFE_MODE comes back, so that a bot which falls from one into the other for ever runs out of time as well. Guarded
 * by the machine's lock.
 */
final class SafeModeTime {
    private long spent;
    private long countedTo;
    private boolean counting;

    /** From now on time counts, or does not. */
    void count(boolean on, long now) {
        settle(now);
        counting = on;
    }

    /** Forgets what has been spent. */
    void reset() {
        spent = 0;
    }

    /** Nanoseconds. */
    long spent(long now) {
        settle(now);
        return spent;
    }

    private void settle(long now) {
        if (counting) {
            spent += Math.max(0, now - countedTo);
        }
        countedTo = now;
    }
}
