package io.resilienceagent.loop;

import io.resilienceagent.guard.TickSlot;
import java.util.concurrent.TimeUnit;

/** The pulse of a thread whose ticks are told by a woven method. */
final class TickPulse implements Pulse {
    /** A thread that ticks no more often than once in so long may note the time: some 20 ns each for begin and end. */
    private static final long WORTH_ITS_TIME = TimeUnit.MICROSECONDS.toNanos(200);

    private static final int BEATS_IN_TICK = 2;
    /** How long a thread must have ticked as often, or as seldom, before it is believed to. */
    private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

    private final TickSlot slot;
    private long mark;
    private boolean busy;
    private boolean isTimed;
    private long at;
    private boolean seldom = true;
    private boolean paced;
    private long pacedAt;
    private long pacedMark;

    TickPulse(TickSlot slot) {
        this.slot = slot;
    }

    @Override
    public void sample() {
        mark = slot.beats();
        busy = slot.underWay(mark);
        isTimed = slot.isTimed(mark);
        at = isTimed ? slot.time() : 0;
    }

    @Override
    public boolean isTimed() {
        return isTimed;
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public long lastNanos() {
        return isTimed ? slot.lastNanos() : -1;
    }

    @Override
    public void pace(long now) {
        long elapsed = now - pacedAt;
        if (paced && elapsed < (seldom ? OFTEN : SELDOM)) {
            return;
        }
        boolean isSeldom = !paced || (mark - pacedMark) / BEATS_IN_TICK <= elapsed / WORTH_ITS_TIME;
        if (isSeldom != seldom) {
            seldom = isSeldom;
            slot.timed(seldom);
        }
        paced = true;
        pacedAt = now;
        pacedMark = mark;
    }

    @Override
    public long mark() {
        return mark;
    }

    @Override
    public boolean busy() {
        return busy;
    }

    @Override
    public Thread thread() {
        return slot.get();
    }

    @Override
    public String method() {
        String method = slot.method();
        return method == null ? "" : method;
    }

    @Override
    public Throwable thrown() {
        return slot.thrown();
    }

    @Override
    public void abandon(long tick) {
        slot.abandon(tick);
    }
}
