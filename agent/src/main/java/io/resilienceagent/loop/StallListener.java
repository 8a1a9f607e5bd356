package io.resilienceagent.loop;

/**
 * Is told of stalls, on the detector's own thread: what takes long belongs elsewhere. Of each stall it is told once
 * that it began, at times that more is known, and once that it is over.
 */
public interface StallListener {
    /** A loop has just missed its limit; it still stands. */
    void stalled(Stall stall);

    /** More is known of a stall that lasts, or its cause turned out to be another. */
    void updated(Stall stall);

    /** The loop goes on. */
    void ended(Stall stall);

    /** The process itself stood still. */
    void paused(Pause pause);

    /** Whether it wants to know how loops tick; asked about once a second, so the answer must be quick. */
    boolean wantsTicks();

    /** How a loop has ticked of late; where it is wanted, about once a second for each loop that did. */
    void ticked(TickSample sample);
}
