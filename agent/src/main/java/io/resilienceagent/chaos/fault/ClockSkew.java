package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;

/** The host's classes see a wall clock that is wrong, and may go too fast or too slow. Monotonic time stays true. */
final class ClockSkew implements Fault {
    private static final long MILLION = 1_000_000;

    private final HostClock clock;
    private final long millis;
    private final long driftPpm;

    /**
     * @param millis how far ahead the host's clock is; negative for behind
     * @param driftPpm how many microseconds more it gains in a second
     */
    ClockSkew(HostClock clock, long millis, long driftPpm) {
        this.clock = clock;
        this.millis = millis;
        this.driftPpm = driftPpm;
    }

    @Override
    public void begin(Strike process) {
        long whole = process.remainingNanos();
        clock.skew(real -> millis + driftPpm * ((whole - process.remainingNanos()) / MILLION) / MILLION);
        process.fired();
    }

    @Override
    public void end() {
        clock.restore();
    }

    @Override
    public boolean isGone() {
        return clock.restored();
    }
}
