package io.resilienceagent.guard;

/**
 * A guard in its place in a chain.
 *
 * @param guard the guard
 * @param enforcing false in shadow mode: its denials are counted and the call passes
 * @param deniesOnError whether a guard that fails denies the call (closed) or lets it pass (open)
 */
public record GuardSlot(Guard guard, boolean enforcing, boolean deniesOnError) {}
