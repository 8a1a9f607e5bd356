package io.resilienceagent.guard;

/** Tells ticks as a woven method does, on the calling thread. */
public final class ToldTicks {
    /** What {@link TickSlot#method} says. */
    public static final String METHOD = "com.acme.Loop.tick";

    private ToldTicks() {}

    /** Null within a tick, and where there is no room. */
    public static TickSlot begin(Ticks ticks) {
        return ticks.begin(METHOD);
    }

    public static void end(TickSlot slot) {
        slot.end(null);
    }

    public static void end(TickSlot slot, Throwable thrown) {
        slot.end(thrown);
    }

    /** One whole tick. */
    public static void tick(Ticks ticks) {
        begin(ticks).end(null);
    }
}
