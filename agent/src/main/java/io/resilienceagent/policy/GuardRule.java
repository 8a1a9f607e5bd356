package io.resilienceagent.policy;

import java.util.Optional;

/**
 * One guard of a join point: its settings, and what every guard may have.
 *
 * @param settings the settings of its kind
 * @param mode its own mode, which wins over the policy's
 * @param onGuardError what its own failure does to a call; empty: closed on orders, open on all else
 * @param where where it was written
 */
public record GuardRule(
        GuardSettings settings, Optional<Mode> mode, Optional<OnGuardError> onGuardError, Where where) {}
