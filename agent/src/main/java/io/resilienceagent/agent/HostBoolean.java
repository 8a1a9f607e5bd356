package io.resilienceagent.agent;

import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Mode;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.state.HostFlag;
import io.resilienceagent.state.HostFlagAnswer;
import io.resilienceagent.weave.InstanceWatch;
import io.resilienceagent.weave.JoinPoint;
import io.resilienceagent.weave.Weaver;
import java.util.List;
import java.util.Optional;

/** Keeps the host's own boolean in step with the state, where the policy names one: a field is set, a method answered. */
final class HostBoolean {
    /** No join point of a policy can have this name. */
    private static final String NAME = "state_machine.host_flag";

    private final Services services;
    private final Weaver weaver;
    private volatile HostFlag field;

    HostBoolean(Services services, Weaver weaver) {
        this.services = services;
        this.weaver = weaver;
        services.machine().listen(transition -> {
            HostFlag flag = field;
            if (flag != null) {
                flag.changed(transition);
            }
        });
    }

    private static Optional<ClassMember> member(Policy policy) {
        return policy.mode() != Mode.ENFORCE
                ? Optional.empty()
                : policy.stateMachine().flatMap(StateMachineRule::hostFlag).map(ClassMember::parse);
    }

    private boolean up() {
        return services.machine().state().deniesRisk();
    }

    /** What must be woven for a field; the field of the policy before is given back if this policy has another. */
    List<InstanceWatch> watches(Policy policy) {
        Optional<ClassMember> wanted = member(policy).filter(member -> !member.method());
        HostFlag before = field;
        if (before != null && !Optional.of(before.member()).equals(wanted)) {
            before.close();
            field = null;
        }
        if (wanted.isPresent() && field == null) {
            field = new HostFlag(
                    wanted.get(),
                    weaver.opener(),
                    weaver.loadedClasses()::initialized,
                    this::up,
                    services.ticker(),
                    services.events());
        }
        HostFlag flag = field;
        return flag == null
                ? List.of()
                : List.of(new InstanceWatch(flag.member().className(), flag::seen));
    }

    /** The join point at which a method is answered. */
    Optional<JoinPoint> answer(Policy policy) {
        return member(policy).filter(ClassMember::method).map(member -> {
            JoinPointRule rule = JoinPointRule.plain(
                    List.of(MethodPattern.parse(member.className() + "#" + member.name() + "()")),
                    JoinPointKind.ANY,
                    Optional.empty(),
                    policy.stateMachine().orElseThrow().where());
            GuardChain chain = new GuardChain(
                    NAME,
                    JoinPointKind.ANY,
                    List.of(new GuardSlot(new HostFlagAnswer(this::up), true, false)),
                    null,
                    services.tally(NAME),
                    HostFlagAnswer.quiet(services.events()),
                    services.timer());
            return new JoinPoint(NAME, rule, chain, List.of(), () -> null);
        });
    }

    /** Whether there is a field that the host may change at any time. */
    boolean isBound() {
        return field != null;
    }

    /** Puts right what the host has changed; on the house's thread. */
    void look() {
        HostFlag flag = field;
        if (flag != null) {
            flag.look();
        }
    }

    /** The agent leaves: what it had put up is taken down. */
    void close() {
        HostFlag flag = field;
        field = null;
        if (flag != null) {
            flag.close();
        }
    }

    /** Why the flag has had no effect so far; empty where it has, or there is none. */
    Optional<String> withoutEffect() {
        HostFlag flag = field;
        return flag == null ? Optional.empty() : flag.withoutEffect();
    }
}
