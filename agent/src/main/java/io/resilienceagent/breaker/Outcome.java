package io.resilienceagent.breaker;

import io.resilienceagent.guard.Cause;
import io.resilienceagent.guard.Invocation;

/**
 * How a call ended, in the eyes of a circuit.
 *
 * @param slow whether it took as long as {@code slow_call}; false where calls are not timed
 * @param at when it ended, in the ticker's nanoseconds
 */
record Outcome(Invocation call, boolean failed, boolean slow, long at) {
    /** What happened, for a reason; built only when a circuit opens. */
    String text() {
        return failed ? Cause.text(call) : "a slow call";
    }
}
