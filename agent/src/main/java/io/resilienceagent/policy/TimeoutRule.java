package io.resilienceagent.policy;

import java.time.Duration;

/**
 * Ends a call that takes too long.
 *
 * @param after how long a call may take
 */
@Section(
        doc = "Ends a call that takes too long. `timeout: 5s` is the same as `timeout: {after: 5s}`.",
        shorthand = "after")
public record TimeoutRule(
        @Key(doc = "how long a call may take") Duration after) implements GuardSettings {}
