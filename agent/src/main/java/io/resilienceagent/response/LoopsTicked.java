package io.resilienceagent.response;

import io.resilienceagent.loop.LoopStatus;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.state.RecoveryCheck;
import io.resilienceagent.state.SystemState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A good cycle is one in which every loop lived: none is stalled, and whatever should have ticked did. For one thread. */
public final class LoopsTicked implements RecoveryCheck {
    private final LoopTable loops;
    private Map<String, Long> before = Map.of();

    public LoopsTicked(LoopTable loops) {
        this.loops = loops;
    }

    @Override
    public String component() {
        return "loops";
    }

    @Override
    public void cycleBegins() {
        Map<String, Long> ticks = new HashMap<>();
        loops.status().forEach(loop -> ticks.put(loop.name(), loop.ticks()));
        before = ticks;
    }

    @Override
    public String lacking(SystemState state) {
        for (LoopStatus loop : loops.status()) {
            if (loop.stalled()) {
                return "loop " + loop.name() + " is stalled";
            }
            // Only a loop of which it is known how often it ticks owes a tick, and not before that time is over: a loop
            // that
            // ticks once in a minute would not let a bot with cycles of half a minute recover, ever.
            boolean due = loop.everyNanos() > 0 && loop.lastTickAgeNanos() > loop.everyNanos();
            if (due && loop.ticks() == before.getOrDefault(loop.name(), 0L)) {
                return "loop " + loop.name() + " did not tick";
            }
        }
        List<String> never = loops.neverTicked();
        return never.isEmpty() ? null : "never ticked: " + String.join(", ", never);
    }
}
