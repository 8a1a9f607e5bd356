package io.resilienceagent.loop;

import io.resilienceagent.guard.TickSlot;

/** The pulse of a thread whose ticks are told by a woven method. */
final class TickPulse implements Pulse {
    private final TickSlot slot;
    private long mark;
    private boolean busy;

    TickPulse(TickSlot slot) {
        this.slot = slot;
    }

    @Override
    public void sample() {
        mark = slot.beats();
        busy = slot.underWay(mark);
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
