package io.resilienceagent.agent;

import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.weave.JoinPoint;
import io.resilienceagent.weave.Weaver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a policy in force, at the start and at each reload: its loops and state first, then what is woven. */
final class Enforcement {
    private final Services services;
    private final Supervision supervision;
    private final HostBoolean hostBoolean;
    private final Chaos chaos;
    private final Weaver weaver;

    Enforcement(Services services, Supervision supervision, HostBoolean hostBoolean, Chaos chaos, Weaver weaver) {
        this.services = services;
        this.supervision = supervision;
        this.hostBoolean = hostBoolean;
        this.chaos = chaos;
        this.weaver = weaver;
    }

    /** Puts it in force; one that cannot be throws, and the one before stays. */
    void put(Policy policy) {
        Map<String, JoinPointRule> rules = new LinkedHashMap<>(policy.joinPoints());
        List<JoinPoint> joinPoints = new Chains(services, supervision, chaos.engine(), weaver.opener()).build(policy);
        Optional<JoinPoint> answer = hostBoolean.answer(policy);
        answer.ifPresent(joinPoint -> {
            rules.put(joinPoint.name(), joinPoint.rule());
            joinPoints.add(joinPoint);
        });
        // First of all: a policy that allows no chaos ends it, whatever else the reload takes.
        chaos.declare(policy);
        supervision.declare(policy);
        try {
            weaver.install(rules, joinPoints, hostBoolean.watches(policy));
        } finally {
            supervision.follow(policy);
        }
    }
}
