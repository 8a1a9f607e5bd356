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
@Section(doc = "Keys that every guard may have beside its own.")
public record GuardRule(
        GuardSettings settings,

        @Key(doc = "the mode of this guard; absent: the policy's")
        Optional<Mode> mode,

        @Key(
                doc =
                        "what a failure of the guard itself does to the call; absent: `closed` on orders, `open` on all else")
        Optional<OnGuardError> onGuardError,

        Where where) {}
