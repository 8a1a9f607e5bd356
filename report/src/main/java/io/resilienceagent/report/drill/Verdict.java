package io.resilienceagent.report.drill;

import io.resilienceagent.report.rule.Severity;

/**
 * Whether an expectation held. Immutable.
 *
 * @param expectation as the drill has it
 * @param held whether it did
 * @param measured what was measured, for people
 * @param bound what it was compared with, for people
 * @param severity how bad it is where it did not hold
 * @param advice what to do then
 */
public record Verdict(
        String expectation, boolean held, String measured, String bound, Severity severity, String advice) {}
