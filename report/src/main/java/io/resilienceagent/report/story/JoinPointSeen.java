package io.resilienceagent.report.story;

/**
 * A join point of the policy, as the agent's status tells it.
 *
 * @param name its name
 * @param kind order, cancel, query, loop
 * @param on the pattern in the policy
 * @param methods how many methods it matched
 * @param calls how often they were called
 * @param error what the agent says is wrong with it; empty if nothing
 */
public record JoinPointSeen(String name, String kind, String on, int methods, long calls, String error) {}
