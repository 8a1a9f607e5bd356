package io.resilienceagent.response;

import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.SystemdRule;
import io.resilienceagent.policy.SystemdRule.ReadyWhen;

/**
 * Whether the bot is ready, as its policy defines that. As a guard it stands at the join point by whose first call that
 * returned the bot is ready. Thread-safe.
 */
public final class Readiness implements Guard {
    private final LoopTable loops;
    private volatile boolean returned;

    public Readiness(LoopTable loops) {
        this.loops = loops;
    }

    /** When a bot with this policy is ready: what it says, else its first tick, where it has a loop. */
    public static ReadyWhen when(Policy policy) {
        return policy.systemd()
                .flatMap(SystemdRule::readyWhen)
                .orElse(policy.hasLoops() ? ReadyWhen.FIRST_TICK : ReadyWhen.MAIN);
    }

    /** Whether it is ready now. */
    public boolean reached(Policy policy) {
        return switch (when(policy)) {
            case MAIN -> true;
            case METHOD -> returned;
            case FIRST_TICK -> loops.everyLoopTicked();
        };
    }

    @Override
    public String name() {
        return "readiness";
    }

    @Override
    public Object before(Invocation call) {
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (!returned && !call.failed()) {
            returned = true;
        }
    }
}
