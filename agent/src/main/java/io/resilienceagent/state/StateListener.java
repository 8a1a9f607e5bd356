package io.resilienceagent.state;

/**
 * Is told of each transition, in order, one at a time, without any lock of the machine's. It runs on the thread that
 * made the bot change its state, the host's or the stall detector's, or on one that just did the same: what takes
 * long belongs elsewhere. The safe mode is in force before anybody is told.
 */
@FunctionalInterface
public interface StateListener {
    /** The state has changed. It may have changed again since: this tells each step. */
    void changed(Transition transition);

    /** A recovery cycle is over; before the transition to which it led. */
    default void judged(CycleVerdict verdict) {}
}
