package io.resilienceagent.chaos;

import java.util.Locale;

/** Why an experiment is over. */
public enum EndReason {
    /** Its time has passed. */
    DEADLINE,
    /** Somebody said so. */
    STOPPED,
    /** Whoever began it, and held it, is gone. */
    CONTROLLER_GONE,
    /** A live figure passed its bound. */
    ROLLBACK,
    /** It has struck as often as it was to. */
    COUNT,
    /** The policy allows it no more, or the agent or the process ends. */
    DISABLED;

    /** As it is written: in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
