package io.resilienceagent.report.drill;

/**
 * Why a scenario could not be carried out to its end. Immutable.
 *
 * @param code stable, for scripts
 * @param what one sentence without a full stop
 * @param next what to do; may be empty
 */
public record Trouble(String code, String what, String next) {}
