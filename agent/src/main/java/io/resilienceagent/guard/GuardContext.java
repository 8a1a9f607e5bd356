package io.resilienceagent.guard;

/**
 * What every guard gets from the house.
 *
 * @param joinPoint the join point's name in the policy
 * @param ticker monotonic time
 * @param timer for what must happen later
 * @param events where things are told
 * @param enforcing false in shadow mode: decide and tell, but neither wait, interrupt, repeat nor change an ending
 */
public record GuardContext(String joinPoint, Ticker ticker, Timer timer, Events events, boolean enforcing) {}
