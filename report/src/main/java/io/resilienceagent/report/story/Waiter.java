package io.resilienceagent.report.story;

/**
 * One of those who wait for each other.
 *
 * @param thread who waits
 * @param waitsFor the lock, as {@code com.acme.Positions@1b2c}
 * @param heldBy which thread holds it; empty if unknown
 * @param at where it waits; empty if unknown
 */
public record Waiter(String thread, String waitsFor, String heldBy, String at) {}
