package io.resilienceagent.policy;

import java.util.Optional;

/**
 * Denies new risk while the agent is in safe mode or stopped.
 *
 * @param reduceOnly which orders only reduce a position and pass once that is verified
 */
@Section(doc = "Denies new risk while the agent is in safe mode or `STOP.TXT` exists. Cancels and queries pass.")
public record SafeModeRule(
        @Key(doc = "a condition for orders that only reduce a position; they pass when the known position bears it out")
        Optional<Condition> reduceOnly)
        implements GuardSettings {}
