package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.Trouble;
import java.util.List;

/** What comes from the agent while it is watched. */
sealed interface News {
    /** How the bot is. */
    record Seen(Snapshot snapshot) implements News {}

    /** Nobody answers just now. */
    record Lost(Trouble why) implements News {}

    /** Something was done, or refused. */
    record Told(String text, boolean well) implements News {}

    /** What can be injected. */
    record Faults(List<FaultKind> kinds) implements News {}
}
