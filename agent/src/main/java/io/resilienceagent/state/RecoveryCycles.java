package io.resilienceagent.state;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.ProbeAnswer;
import io.resilienceagent.guard.Ticker;
import java.util.List;

/**
 * The way back: in SAFE_MODE and RECOVERING it judges each cycle by its checks, and tells the machine. A cycle begins
 * when the state is entered, or when the last one is over. For one thread, the agent's house, which calls
 * {@link #look} often; it drives the machine's own clockwork too.
 */
public final class RecoveryCycles {
    private final StateMachine machine;
    private final Ticker ticker;
    private final Events events;
    private volatile List<RecoveryCheck> checks = List.of();

    /** How things stood when the cycle began; null when none is under way. A hand that came or went begins another. */
    private Standing cycleOf;

    private long began;

    public RecoveryCycles(StateMachine machine, Ticker ticker, Events events) {
        this.machine = machine;
        this.ticker = ticker;
        this.events = events;
    }

    /** What each cycle is judged by from now on, besides the errors and stalls that the machine knows of itself. */
    public void checks(List<RecoveryCheck> next) {
        checks = List.copyOf(next);
    }

    /** Sees whether a cycle is over, and what else time has done. Never throws. */
    public void look() {
        try {
            cycle();
            // The cycle first: a bot that recovers at the very end of its time has recovered.
            machine.look();
        } catch (RuntimeException | Error failed) {
            events.failure("STATE_ERROR", "recovery cycle", failed);
        }
    }

    private void cycle() {
        Standing standing = machine.standing();
        SystemState state = standing.state();
        if (state != SystemState.SAFE_MODE && state != SystemState.RECOVERING) {
            cycleOf = null;
        } else if (!standing.equals(cycleOf)) {
            begin(standing);
        } else if (ticker.nanos() - began >= machine.rule().cycle().toNanos()) {
            machine.cycle(standing, lacking(standing));
            begin(machine.standing());
        }
    }

    private void begin(Standing standing) {
        cycleOf = standing;
        began = ticker.nanos();
        for (RecoveryCheck check : checks) {
            try {
                check.cycleBegins();
            } catch (RuntimeException | LinkageError failed) {
                events.failure("RECOVERY_CHECK_ERROR", check.getClass().getName(), failed);
            }
        }
    }

    /** The first thing that is lacking; null when all is well. A check that fails has not shown that anything is. */
    private String lacking(Standing standing) {
        for (RecoveryCheck check : checks) {
            long start = ticker.nanos();
            String lacking = lacking(check, standing.state());
            events.probed(new ProbeAnswer(check.component(), standing.incidentId(), lacking, ticker.nanos() - start));
            if (!lacking.isEmpty()) {
                return lacking;
            }
        }
        return null;
    }

    private String lacking(RecoveryCheck check, SystemState state) {
        try {
            String lacking = check.lacking(state);
            return lacking == null ? "" : lacking;
        } catch (RuntimeException | LinkageError failed) {
            events.failure("RECOVERY_CHECK_ERROR", check.getClass().getName(), failed);
            return "a check failed: " + failed.getClass().getName();
        }
    }
}
