package io.resilienceagent.chaos;

import java.util.Locale;

/** Why a call that came while an experiment ran was left alone. */
public enum Suppression {
    /** The dice said no. */
    PERCENT,
    /** The duty cycle rested. */
    BURST,
    /** The key, or this instance, is not among those that the experiment is rolled out to. */
    ROLLOUT,
    /** It has struck as often as it was to. */
    COUNT,
    /** It would have struck, and was told not to. */
    DRY_RUN,
    /** A thread of the agent made the call. */
    AGENT_THREAD,
    /** The thread is in a fault already. */
    NESTED;

    /** As it is written: in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
