package io.resilienceagent.policy;

import java.time.Duration;
import java.util.Set;

/** What loops, the state machine and systemd must be to each other and to the join points. */
final class LoopChecks extends Checks {
    private static final NodePath STATE_MACHINE = NodePath.ROOT.key("state_machine");
    private static final NodePath SYSTEMD = NodePath.ROOT.key("systemd");

    private boolean loops;

    LoopChecks(Policy policy, Node.Mapping root, Problems problems) {
        super(policy, root, problems);
    }

    @Override
    void check() {
        policy.joinPoints().forEach(this::checkLoop);
        loops |= policy.loops().byThread();
        policy.stateMachine().ifPresent(this::checkStateMachine);
        policy.systemd().ifPresent(this::checkSystemd);
    }

    private void checkLoop(String name, JoinPointRule rule) {
        NodePath path = JOIN_POINTS.key(name);
        boolean loop = isKind(name, JoinPointKind.LOOP);
        loops |= loop;
        if (!loop) {
            rule.every().ifPresent(every -> onlyOnLoops(path.key("every"), rule));
            rule.stallAfter().ifPresent(after -> onlyOnLoops(path.key("stall_after"), rule));
        } else if (rule.every().isPresent()
                && !problems.at(path.key("every"))
                && !problems.at(path.key("stall_after"))) {
            Duration every = rule.every().get();
            Duration limit = rule.stallAfter().orElse(policy.loops().stallAfter());
            if (limit.compareTo(every) <= 0) {
                NodePath at = rule.stallAfter().isPresent() ? path.key("stall_after") : path.key("every");
                String found = "found stall_after " + Times.text(limit.toMillis()) + " with every "
                        + Times.text(every.toMillis());
                String hint = "between two ticks there is no progress: every pause would be a stall";
                report(at, found, "a stall_after that is longer than every", hint);
            }
        }
    }

    private void onlyOnLoops(NodePath path, JoinPointRule rule) {
        String kind = Words.snake(rule.kind().name());
        reportKey(path, "found it on the kind " + kind, "kind: loop", "only loops have it; remove it or say the kind");
    }

    private void checkStateMachine(StateMachineRule rule) {
        if (rule.safeModeAfter() < rule.degradedAfter()
                && !problems.at(STATE_MACHINE.key("degraded_after"))
                && !problems.at(STATE_MACHINE.key("safe_mode_after"))) {
            String found =
                    "found safe_mode_after " + rule.safeModeAfter() + " with degraded_after " + rule.degradedAfter();
            report(STATE_MACHINE.key("safe_mode_after"), found, "at least degraded_after", "");
        }
        Set<String> names = names(JOIN_POINTS);
        for (String name : rule.errorsFrom()) {
            if (!names.contains(name)) {
                NodePath at = element(STATE_MACHINE.key("errors_from"), name);
                String found = "there is no join point " + Words.quote(name);
                report(at, found, "one of " + Words.list(names), Words.didYouMean(name, names));
            }
        }
    }

    private void checkSystemd(SystemdRule rule) {
        boolean byMethod = rule.readyWhen()
                .filter(when -> when == SystemdRule.ReadyWhen.METHOD)
                .isPresent();
        if (problems.at(SYSTEMD.key("ready_when")) || problems.at(SYSTEMD.key("ready_method"))) {
            return;
        }
        if (byMethod != rule.readyMethod().isPresent()) {
            NodePath at = SYSTEMD.key(byMethod ? "ready_when" : "ready_method");
            String found = byMethod ? "found no ready_method" : "found it without ready_when: method";
            report(at, found, "ready_when: method and ready_method together", "");
        }
        Set<String> names = names(JOIN_POINTS);
        rule.readyMethod().filter(name -> !names.contains(name)).ifPresent(name -> {
            String found = "there is no join point " + Words.quote(name);
            report(SYSTEMD.key("ready_method"), found, "one of " + Words.list(names), Words.didYouMean(name, names));
        });
        boolean byTick = rule.readyWhen()
                .filter(when -> when == SystemdRule.ReadyWhen.FIRST_TICK)
                .isPresent();
        if (byTick && !loops) {
            String hint = "declare a join point of kind: loop, or say ready_when: main";
            report(SYSTEMD.key("ready_when"), "found first_tick without any loop", "a loop that ticks", hint);
        }
    }
}
