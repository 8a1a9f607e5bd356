package io.resilienceagent.state;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import java.util.function.BooleanSupplier;

/**
 * The host's own method that says whether it is in safe mode: answered with true while the agent refuses new risk,
 * and by the host itself at all other times. Its body is not run then: in a sick host it may never return.
 */
public final class HostFlagAnswer implements Guard {
    private static final Denial YES =
            Denial.answering("HOST_FLAG", "the agent refuses new risk, so the host is in safe mode", true);

    private final BooleanSupplier up;

    /** @param up whether the answer is true */
    public HostFlagAnswer(BooleanSupplier up) {
        this.up = up;
    }

    /** The events of its chain: an answer is no denial, and must not be told as one. */
    public static Events quiet(Events events) {
        return new Events() {
            @Override
            public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
                // Asked at every turn of a loop, for as long as the safe mode lasts.
            }

            @Override
            public void notice(String name, String facts) {
                events.notice(name, facts);
            }

            @Override
            public void failure(String kind, String place, Throwable cause) {
                events.failure(kind, place, cause);
            }
        };
    }

    @Override
    public String name() {
        return "host_flag";
    }

    @Override
    public Object before(Invocation call) {
        return up.getAsBoolean() ? YES : null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        // The host has answered for itself.
    }
}
