package io.resilienceagent.state;

/** How the whole bot is, in the eyes of the agent. */
public enum SystemState {
    /** All is well. */
    RUNNING,
    /** Errors in a row, not yet enough to stop for. */
    DEGRADED,
    /** No new risk is taken, until the bot has shown that it works, or for too long. */
    SAFE_MODE,
    /** The bot trades again, on probation: one error and it is back in SAFE_MODE. */
    RECOVERING,
    /** Given up: nothing but a restart leads out. */
    FATAL;

    /** Whether new risk is refused in this state. */
    public boolean deniesRisk() {
        return this == SAFE_MODE || this == FATAL;
    }
}
