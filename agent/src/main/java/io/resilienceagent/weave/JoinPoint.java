package io.resilienceagent.weave;

import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.Deny;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A join point as one generation of the policy has it.
 *
 * @param name its name in the policy
 * @param rule what the policy says of it
 * @param chain its guards
 * @param paths what the guards read, by slot
 * @param previous what the join point last answered, if its policy asks to remember that; else null
 */
public record JoinPoint(
        String name, JoinPointRule rule, GuardChain chain, List<BindPath> paths, Supplier<Object> previous) {
    /**
     * What woven code knows its join point by. The pattern is part of it: a method that a changed pattern no longer
     * means finds no join point of its key, and is dormant, before its bytecode is restored.
     */
    public String key() {
        return key(name, rule.on());
    }

    static String key(String name, List<MethodPattern> on) {
        return name + on.stream().map(MethodPattern::text).collect(Collectors.joining(" ", " on ", ""));
    }

    Optional<Deny> deny() {
        return rule.deny();
    }
}
