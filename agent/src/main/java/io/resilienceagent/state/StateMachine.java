package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.DEGRADED;
import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RECOVERING;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;

import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.SafeMode.Mode;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentId;
import io.resilienceagent.policy.StateMachineRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of the bot. Whatever happens is told to it by one of its triggers; {@link TransitionTable} says where that
 * may lead. It outlives reloads: only {@link #rule} changes. Thread-safe. The safe mode of the guards is switched in
 * the same step as the state, under the lock; the log and the listeners are told outside of it.
 */
public final class StateMachine {
    private final Ticker ticker;
    private final SafeMode safeMode;
    private final Outbox outbox;
    private final Map<String, ErrorRun> runs = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    private volatile StateMachineRule rule;
    private volatile Standing standing = Standing.first(Instant.now());

    // All below: under the lock.
    private final SafeModeTime safeModeTime = new SafeModeTime();
    private long enteredAt;
    private long lastErrorAt;
    private int goodCycles;
    /** Why the cycle that is under way cannot be a good one; null while it can. */
    private String trouble;

    private boolean holdTold;
    /** A stall or a verdict that is not settled yet: for want of memory it may have to be tried again. */
    private String stalledIncident;

    private String stalledLoop;
    private String stallCause;
    private String verdict;
    private String verdictCause;

    /**
     * @param rule the numbers; see {@link #rule(StateMachineRule)}
     * @param safeMode what the guards ask; nobody else may call its {@code mode}
     */
    public StateMachine(StateMachineRule rule, Ticker ticker, SafeMode safeMode, EventLog log) {
        this.rule = rule;
        this.ticker = ticker;
        this.safeMode = safeMode;
        this.outbox = new Outbox(log);
        this.enteredAt = ticker.nanos();
    }

    /** Tells this one of each transition from now on. */
    public void listen(StateListener listener) {
        outbox.listen(listener);
    }

    /** How often the state has changed. */
    public TransitionTally transitions() {
        return outbox.transitions();
    }

    /** The numbers in force. */
    public StateMachineRule rule() {
        return rule;
    }

    /** Other numbers, after a reload. What has been counted stays; they are held against it at the next trigger. */
    public void rule(StateMachineRule next) {
        rule = next;
    }

    /** How things stand. */
    public Standing standing() {
        return standing;
    }

    /** The state. */
    public SystemState state() {
        return standing.state();
    }

    /**
     * Takes over what an earlier process left; once, before the host's first call. SAFE_MODE and RECOVERING go on
     * under their own incident, with their cycles and the time of SAFE_MODE counted anew. DEGRADED is over: its errors
     * were those of the other process. FATAL is followed by RECOVERING: the restart was the cure, and has to prove
     * itself. Where nobody can tell what the state was it is SAFE_MODE, which a bot that works leaves by itself.
     *
     * @param ordersUnknown whether orders of an earlier run wait to be resolved: then RUNNING becomes RECOVERING
     */
    public void resume(Restored restored, boolean ordersUnknown) {
        synchronized (lock) {
            restored.standing().ifPresent(this::adopt);
            if (restored.standing().isEmpty() && restored.problem().isPresent()) {
                move(SAFE_MODE, Trigger.RESTART, "state_file_invalid", "", "");
            }
            if (ordersUnknown) {
                move(RECOVERING, Trigger.RESTART, "unknown orders of an earlier run", "", "");
            }
            settleHolds();
        }
        outbox.tell();
    }

    private void adopt(Standing left) {
        Instant now = Instant.now();
        if (left.state() == RUNNING) {
            standing = Standing.first(now).with(left.holds());
            return;
        }
        standing = left;
        enteredAt =
                ticker.nanos() - Math.max(0, Duration.between(left.since(), now).toNanos());
        switch (left.state()) {
            case DEGRADED -> move(RUNNING, Trigger.RESTART, "restart", "", "");
            case FATAL -> move(left.holds().isEmpty() ? RECOVERING : SAFE_MODE, Trigger.RESTART, "restart", "", "");
            default -> {
                safeMode.mode(left.state() == SAFE_MODE ? Mode.SAFE_MODE : Mode.NORMAL, left.reason());
                countSafeMode();
                outbox.line(
                        true,
                        "STATE_RESTORED",
                        "incident_id=" + left.incidentId() + " state=" + left.state() + " reason=" + left.reason()
                                + " since=" + left.since());
            }
        }
    }

    /** The errors in a row at a join point: for a guard to keep, so that it need not look them up at each call. */
    public ErrorRun run(String joinPoint) {
        return runs.computeIfAbsent(joinPoint, name -> new ErrorRun(this, name));
    }

    /** A call of this join point failed; see {@link ErrorRun#failed}. */
    public void error(String joinPoint, String what) {
        run(joinPoint).failed(what);
    }

    /** A call of this join point ended well. */
    public void success(String joinPoint) {
        ErrorRun run = runs.get(joinPoint);
        if (run != null) {
            run.succeeded();
        }
    }

    void failed(ErrorRun run, String what) {
        synchronized (lock) {
            int length = run.grow();
            lastErrorAt = ticker.nanos();
            trouble = "error at " + run.joinPoint();
            String where = " at " + run.joinPoint() + ": " + what;
            if (state() == RECOVERING) {
                move(SAFE_MODE, Trigger.ERRORS, "error while recovering" + where, "", "");
            } else {
                StateMachineRule numbers = rule;
                if (state() == RUNNING && length >= numbers.degradedAfter()) {
                    move(DEGRADED, Trigger.ERRORS, "consecutive_errors >= " + numbers.degradedAfter() + where, "", "");
                }
                if (state() == DEGRADED && length >= numbers.safeModeAfter()) {
                    move(SAFE_MODE, Trigger.ERRORS, "consecutive_errors >= " + numbers.safeModeAfter() + where, "", "");
                }
            }
        }
        outbox.tell();
    }

    void ended(ErrorRun run) {
        synchronized (lock) {
            run.reset();
        }
    }

    /**
     * A loop stalled. In SAFE_MODE and FATAL nothing changes, but the recovery cycle that is under way fails.
     *
     * @param incidentId the stall's: the transition names it as its cause
     * @param loop the loop's name
     * @param cause why it stalled, as far as that is known, in a word
     */
    public void stall(String incidentId, String loop, String cause) {
        synchronized (lock) {
            stalledIncident = incidentId;
            stalledLoop = loop;
            stallCause = cause;
            settleStall();
        }
        outbox.tell();
    }

    private void settleStall() {
        if (stalledIncident != null) {
            String detail = "loop " + stalledLoop + ": " + stallCause;
            trouble = "stalled " + detail;
            move(SAFE_MODE, Trigger.STALL, "loop_stall_detected", detail, stalledIncident);
            stalledIncident = null;
        }
    }

    /**
     * Something that no waiting will repair: FATAL, at once, whoever holds the safe mode.
     *
     * @param reason what, for a person
     * @param causeIncidentId the incident that told it; empty when there is none
     */
    public void irreparable(String reason, String causeIncidentId) {
        synchronized (lock) {
            verdict = reason;
            verdictCause = causeIncidentId;
            settleVerdict();
        }
        outbox.tell();
    }

    private void settleVerdict() {
        if (verdict != null) {
            move(FATAL, Trigger.IRREPARABLE, verdict, "", verdictCause);
            verdict = null;
        }
    }

    /**
     * A person switches the safe mode on, or takes the hand away again. While anybody holds it no cycle is a good one,
     * and the time of SAFE_MODE does not run: a bot that a person has stopped is not given up. Once nobody holds it the
     * bot has to recover as from any other SAFE_MODE. In FATAL a hold is noted, and counts after the restart.
     *
     * @param by who, as {@code file}: each holds it for himself
     * @param reason why, for people
     */
    public void manual(boolean on, String by, String reason) {
        String name = OneLine.of(by);
        String why = OneLine.of(reason);
        synchronized (lock) {
            Map<String, String> holds = new TreeMap<>(standing.holds());
            boolean changed = on ? !why.equals(holds.put(name, why)) : holds.remove(name) != null;
            if (!changed) {
                return;
            }
            outbox.line(false, "SAFE_MODE_SWITCHED", "on=" + on + " by=" + name + " reason=" + why);
            standing = standing.with(holds);
            goodCycles = 0;
            holdTold = false;
            countSafeMode();
            settleHolds();
        }
        outbox.tell();
    }

    /** A held safe mode is a SAFE_MODE; in SAFE_MODE and FATAL the table says that there is nothing to do. */
    private void settleHolds() {
        if (!standing.holds().isEmpty()) {
            move(SAFE_MODE, Trigger.MANUAL, held(), "", "");
        }
    }

    private String held() {
        return "manual safe mode by " + standing.holds();
    }

    /**
     * A recovery cycle is over.
     *
     * @param asked how things stood when the cycle was judged: where the state has changed since, it does not count
     * @param lacking why the cycle was not a good one; null when it was, as far as the caller can tell
     */
    public void cycle(Standing asked, String lacking) {
        synchronized (lock) {
            Standing now = standing;
            boolean recovers = now.state() == SAFE_MODE || now.state() == RECOVERING;
            if (recovers && now.incidentId().equals(asked.incidentId())) {
                boolean held = !now.holds().isEmpty();
                String why = held ? held() : lacking == null ? trouble : lacking;
                trouble = null;
                if (why == null) {
                    good(now);
                } else {
                    bad(now, why, held);
                }
            }
        }
        outbox.tell();
    }

    private void good(Standing now) {
        goodCycles++;
        int enough = rule.recoveryCycles();
        outbox.add(new CycleVerdict(now.incidentId(), now.state(), goodCycles, enough, ""));
        if (goodCycles >= enough) {
            boolean safe = now.state() == SAFE_MODE;
            String reason = safe ? "recovery_cycles >= " + enough : "recovery completed";
            move(safe ? RECOVERING : RUNNING, Trigger.CYCLES, reason, "", "");
        }
    }

    private void bad(Standing now, String why, boolean held) {
        goodCycles = 0;
        // A person may hold the safe mode for days: that is told once, not each cycle.
        if (!held || !holdTold) {
            outbox.add(new CycleVerdict(now.incidentId(), now.state(), 0, rule.recoveryCycles(), OneLine.of(why)));
        }
        holdTold = held;
    }

    /** Sees what time has done: errors that stopped, a SAFE_MODE that lasted too long. To be called often. */
    public void look() {
        synchronized (lock) {
            settleVerdict();
            settleStall();
            settleHolds();
            long now = ticker.nanos();
            if (state() == DEGRADED && now - lastErrorAt >= rule.cycle().toNanos()) {
                move(RUNNING, Trigger.QUIET, "errors stopped", "", "");
            } else if (state() == SAFE_MODE
                    && safeModeTime.spent(now) >= rule.safeModeTtl().toNanos()) {
                move(FATAL, Trigger.TTL, "safe_mode_ttl_expired", "", standing.incidentId());
            }
        }
        outbox.tell();
    }

    /**
     * The one place where the state changes; false, and nothing changed, where the table has no such transition. What
     * may fail for want of memory comes before the first change.
     */
    boolean move(SystemState to, Trigger by, String reason, String detail, String cause) {
        synchronized (lock) {
            Standing before = standing;
            if (!TransitionTable.allows(before.state(), to, by)) {
                return false;
            }
            long now = ticker.nanos();
            Transition step = new Transition(
                    IncidentId.next("state"),
                    before.state(),
                    to,
                    by,
                    OneLine.of(reason),
                    by.owner(),
                    now - enteredAt,
                    cause,
                    Instant.now());
            Standing after = new Standing(to, step.at(), step.reason(), step.incidentId(), cause, before.holds());
            outbox.add(step);
            try {
                safeMode.mode(mode(to), detail.isEmpty() ? step.reason() : step.reason() + " (" + detail + ")");
            } catch (RuntimeException | Error failed) {
                outbox.takeBack();
                throw failed;
            }
            standing = after;
            entered(now);
            return true;
        }
    }

    private static Mode mode(SystemState state) {
        return switch (state) {
            case SAFE_MODE -> Mode.SAFE_MODE;
            case FATAL -> Mode.FATAL;
            default -> Mode.NORMAL;
        };
    }

    private void entered(long now) {
        enteredAt = now;
        goodCycles = 0;
        holdTold = false;
        trouble = null;
        countSafeMode();
        if (state() == RUNNING) {
            safeModeTime.reset();
            runs.values().forEach(ErrorRun::reset);
        }
    }

    private void countSafeMode() {
        safeModeTime.count(state() == SAFE_MODE && standing.holds().isEmpty(), ticker.nanos());
    }
}
