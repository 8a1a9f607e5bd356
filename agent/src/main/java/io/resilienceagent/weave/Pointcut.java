package io.resilienceagent.weave;

import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;

/**
 * One pattern of one join point.
 *
 * @param joinPoint the join point's name
 * @param key what woven code knows the join point by, see {@link JoinPoint#key()}
 * @param rule what the policy says of the join point
 * @param pattern which methods are meant
 */
record Pointcut(String joinPoint, String key, JoinPointRule rule, MethodPattern pattern) {}
