package io.resilienceagent.agent;

import io.resilienceagent.bind.Comparison;
import io.resilienceagent.bind.Opener;
import io.resilienceagent.bind.Slots;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.MessageGuard;
import io.resilienceagent.guard.PreviousAnswer;
import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.GuardRule;
import io.resilienceagent.policy.GuardSettings;
import io.resilienceagent.policy.InventoryRule;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.Mode;
import io.resilienceagent.policy.OnGuardError;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.RateLimitRule;
import io.resilienceagent.policy.SafeModeRule;
import io.resilienceagent.policy.SystemdRule;
import io.resilienceagent.state.ErrorWatch;
import io.resilienceagent.weave.JoinPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes the join points of a policy: for each its chain of guards, with what they need from the house. */
final class Chains {
    private final Services services;
    private final Supervision supervision;
    private final ChaosEngine chaos;
    private final Opener opener;

    Chains(Services services, Supervision supervision, ChaosEngine chaos, Opener opener) {
        this.services = services;
        this.supervision = supervision;
        this.chaos = chaos;
        this.opener = opener;
    }

    /** The join points of a policy, in its order; without those that a policy which is off leaves dormant. */
    List<JoinPoint> build(Policy policy) {
        List<JoinPoint> joinPoints = new ArrayList<>();
        policy.joinPoints().forEach((name, rule) -> {
            JoinPoint joinPoint = joinPoint(name, rule, policy.guards().getOrDefault(name, List.of()), policy);
            if (policy.mode() != Mode.OFF || !joinPoint.chain().isEmpty()) {
                joinPoints.add(joinPoint);
            }
        });
        return joinPoints;
    }

    private JoinPoint joinPoint(String name, JoinPointRule rule, List<GuardRule> rules, Policy policy) {
        Slots slots = new Slots(rule.bind());
        Guards guards = new Guards(rule, services, slots, opener, quoteAssets(rules));
        List<GuardSlot> chain = new ArrayList<>();
        if (rule.kind() == JoinPointKind.HANDLER && policy.mode() != Mode.OFF) {
            // Outermost: a message that is turned away has come all the same.
            chain.add(watching(new MessageGuard(services.tally(name).messages(), services.ticker())));
        }
        if (countsErrors(policy, name, rule.kind())) {
            chain.add(watching(new ErrorWatch(services.machine().run(name), guards.refused())));
        }
        for (GuardRule guard : rules) {
            Mode mode = policy.modeOf(guard);
            if (mode != Mode.OFF && stands(guard.settings(), rule.kind())) {
                boolean enforcing = mode == Mode.ENFORCE;
                chain.add(new GuardSlot(
                        guards.make(guard.settings(), context(name, enforcing)),
                        enforcing,
                        deniesOnError(guard, rule.kind())));
            }
        }
        if (policy.mode() != Mode.OFF) {
            rule.observe().ifPresent(observe -> chain.add(watching(guards.observation(observe, context(name, true)))));
        }
        if (policy.systemd()
                .flatMap(SystemdRule::readyMethod)
                .filter(name::equals)
                .isPresent()) {
            chain.add(watching(supervision.readiness()));
        }
        Supplier<Object> previous = () -> null;
        if (remembersPrevious(rule)) {
            PreviousAnswer memory = new PreviousAnswer();
            chain.add(watching(memory));
            previous = memory;
        }
        if (ChaosEngine.allowed(policy)) {
            // Innermost, so that all other guards meet what is injected as they would meet a real failure.
            chain.add(watching(chaos.point(name, rule.kind(), rolloutKey(rules, slots))));
        }
        Predicate<Invocation> failureWhen = Comparison.any(rule.failureWhen(), slots);
        GuardChain guardChain = new GuardChain(
                name, rule.kind(), chain, failureWhen, services.tally(name), services.events(), services.timer());
        return new JoinPoint(name, rule, guardChain, slots.paths(), previous);
    }

    /** Whoever counts errors says so: five that follow each other stop the trading of a bot for minutes. */
    private static boolean countsErrors(Policy policy, String name, JoinPointKind kind) {
        return policy.stateMachine()
                .filter(rule -> ErrorWatch.counts(rule, name, kind))
                .isPresent();
    }

    /** What only looks on never denies, and lets the call pass when it fails. */
    private static GuardSlot watching(Guard guard) {
        return new GuardSlot(guard, true, false);
    }

    /** By what the join point's own guards tell calls apart, else the symbol. */
    private static int rolloutKey(List<GuardRule> rules, Slots slots) {
        for (GuardRule rule : rules) {
            Optional<String> per = Optional.empty();
            if (rule.settings() instanceof CircuitBreakerRule breaker) {
                per = breaker.per();
            } else if (rule.settings() instanceof RateLimitRule rate) {
                per = rate.per();
            }
            if (per.isPresent()) {
                return slots.named(per.get());
            }
        }
        return slots.named("symbol");
    }

    private GuardContext context(String name, boolean enforcing) {
        return new GuardContext(name, services.ticker(), services.timer(), services.events(), enforcing);
    }

    /** Cancels and queries always pass the safe mode: they take no new risk, and are what a sick bot needs most. */
    private static boolean stands(GuardSettings settings, JoinPointKind kind) {
        return !(settings instanceof SafeModeRule) || (kind != JoinPointKind.CANCEL && kind != JoinPointKind.QUERY);
    }

    private static boolean deniesOnError(GuardRule guard, JoinPointKind kind) {
        return guard.onGuardError().map(choice -> choice == OnGuardError.CLOSED).orElse(kind == JoinPointKind.ORDER);
    }

    private static boolean remembersPrevious(JoinPointRule rule) {
        return rule.deny()
                .flatMap(deny -> deny.answer())
                .filter(answer -> answer.source() == Answer.Source.PREVIOUS)
                .isPresent();
    }

    private static List<String> quoteAssets(List<GuardRule> rules) {
        return rules.stream()
                .map(GuardRule::settings)
                .filter(InventoryRule.class::isInstance)
                .map(InventoryRule.class::cast)
                .findFirst()
                .map(InventoryRule::quoteAssets)
                .orElse(List.of());
    }
}
