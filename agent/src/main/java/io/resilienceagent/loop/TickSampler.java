package io.resilienceagent.loop;

import java.util.concurrent.TimeUnit;

/**
 * Tells the listener once a second how each loop ticks, while it wants to know. It reads what the checker knows anyway,
 * asks for no look of its own, and the loops' threads have nothing to do with it. For the checker's thread.
 */
final class TickSampler {
    private static final long EACH = TimeUnit.SECONDS.toNanos(1);

    private long sampledAt;
    private boolean begun;
    /** Whether each loop's count is that of the last sample. */
    private boolean counting;

    /** A look is over. */
    void look(Loop[] loops, long now, Reports reports) {
        if (begun && now - sampledAt < EACH) {
            return;
        }
        long over = now - sampledAt;
        begun = true;
        sampledAt = now;
        boolean wanted = reports.wantsTicks();
        for (int i = 0; wanted && i < loops.length; i++) {
            long ticks = loops[i].ticksSinceSample();
            if (counting && ticks > 0) {
                reports.ticked(loops[i].sample(ticks, over));
            }
        }
        counting = wanted;
    }
}
