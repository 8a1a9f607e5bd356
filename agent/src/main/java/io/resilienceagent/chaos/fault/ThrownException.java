package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.CallDeniedException;

/** Calls throw an exception of the host's own; asynchronous ones fail with it. Thread-safe. */
final class ThrownException implements Fault {
    private final String className;
    private final String message;

    ThrownException(String className, String message) {
        this.className = className;
        this.message = message;
    }

    /** What cannot be made has been told as the agent's failure, and the call goes its way. */
    @Override
    public void before(Strike strike) {
        Throwable thrown = strike.call().exception(className, message);
        if (thrown instanceof CallDeniedException) {
            return;
        }
        strike.call().pretend(null, thrown);
        strike.fired();
    }
}
