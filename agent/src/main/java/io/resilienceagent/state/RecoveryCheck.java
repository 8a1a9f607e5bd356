package io.resilienceagent.state;

/** One thing that must hold for a recovery cycle to be a good one. Called on the agent's house thread. */
@FunctionalInterface
public interface RecoveryCheck {
    /** Which part of the bot it asks, in a word; for recordings. */
    default String component() {
        return "bot";
    }

    /** A cycle begins: what is counted is counted from now. */
    default void cycleBegins() {}

    /**
     * What was lacking since the cycle began, in one line.
     *
     * @param state SAFE_MODE or RECOVERING: what may trade again must hold more than what may not
     * @return null when nothing was
     */
    String lacking(SystemState state);
}
