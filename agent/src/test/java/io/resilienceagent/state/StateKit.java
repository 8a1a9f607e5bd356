package io.resilienceagent.state;

import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.policy.Where;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A state machine with the defaults of the runbook, a clock that is moved by hand, and all that it told. */
final class StateKit {
    static final StateMachineRule RULE = StateMachineRule.defaults(new Where("policy.yaml", 3, 1, "state_machine"));
    static final Duration CYCLE = RULE.cycle();

    private final AtomicLong time =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(2).toNanos());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    final EventLog log = new EventLog(new PrintStream(out, true, StandardCharsets.UTF_8), ticker());
    final SafeMode safeMode = new SafeMode();
    final StateMachine machine = new StateMachine(RULE, ticker(), safeMode, log);
    final RecoveryCycles recovery = new RecoveryCycles(machine, ticker(), log);
    final List<Transition> steps = Collections.synchronizedList(new ArrayList<>());
    /** What the recovery cycles find lacking. */
    volatile String lacking;

    StateKit() {
        machine.listen(steps::add);
        recovery.checks(List.of(state -> lacking));
    }

    /** One whose machine has been led into a state by what the bot does. */
    static StateKit in(SystemState state) {
        StateKit kit = new StateKit();
        switch (state) {
            case RUNNING -> {}
            case DEGRADED -> kit.errors("balances", 3);
            case SAFE_MODE -> kit.stall();
            case RECOVERING -> {
                kit.stall();
                kit.cycles(3);
            }
            case FATAL -> kit.machine.irreparable("broken", "");
        }
        return kit;
    }

    /** The defaults with other numbers. */
    static StateMachineRule rule(int degraded, int safe, int cycles) {
        return new StateMachineRule(
                degraded,
                safe,
                cycles,
                RULE.cycle(),
                RULE.safeModeTtl(),
                List.of(),
                Optional.empty(),
                true,
                RULE.shutdownDeadline(),
                RULE.where());
    }

    Ticker ticker() {
        return time::get;
    }

    void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    void errors(String joinPoint, int count) {
        for (int i = 0; i < count; i++) {
            machine.error(joinPoint, "java.net.SocketTimeoutException");
        }
    }

    void stall() {
        machine.stall("stall-00c0ffee", "tick", "DEADLOCK");
    }

    /** Lets whole cycles pass, as the house sees them. */
    void cycles(int count) {
        recovery.look();
        for (int i = 0; i < count; i++) {
            pass(CYCLE);
            recovery.look();
        }
    }

    SystemState state() {
        return machine.state();
    }

    void resume(SystemState state, boolean ordersUnknown) {
        Standing left = new Standing(
                state, java.time.Instant.now().minusSeconds(100), "of old", "state-0badcafe", "", java.util.Map.of());
        machine.resume(new Restored(Optional.of(left), Optional.empty()), ordersUnknown);
    }

    /** The lines of the log without their time. */
    List<String> lines() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    List<String> lines(String name) {
        return lines().stream().filter(line -> line.contains(" " + name + " ")).toList();
    }

    /** The states that the bot has been through, from the first transition on. */
    List<SystemState> path() {
        return Stream.concat(
                        steps.stream().limit(1).map(Transition::from),
                        steps.stream().map(Transition::to))
                .toList();
    }
}
