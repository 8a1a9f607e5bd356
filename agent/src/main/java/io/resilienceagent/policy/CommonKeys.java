package io.resilienceagent.policy;

import java.util.Optional;

/** The keys that every guard may have. */
@Section(doc = "Keys that every guard may have beside its own.")
record CommonKeys(
        @Key(doc = "the mode of this guard; absent: the policy's")
        Optional<Mode> mode,

        @Key(
                doc =
                        "what a failure of the guard itself does to the call; absent: `closed` on orders, `open` on all else")
        Optional<OnGuardError> onGuardError) {}
