package io.resilienceagent.guard;

/**
 * A circuit that went from one state to another.
 *
 * @param joinPoint the join point's name in the policy
 * @param key whose circuit it is, in the host's own words; {@code -} where the join point has one for all calls
 * @param from the state that it left, as {@code CLOSED}
 * @param to the state that it is in now
 * @param reason why, for a person; of the host's words in part
 */
public record CircuitStep(String joinPoint, String key, String from, String to, String reason) {}
