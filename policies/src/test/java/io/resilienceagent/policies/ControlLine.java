package io.resilienceagent.policies;

import java.io.IOException;
import java.nio.file.Path;

/** A connection to the agent's control socket in a bot that has its state where it runs. */
final class ControlLine extends io.resilienceagent.testing.ControlLine {
    /** @param directory where the bot runs */
    ControlLine(Path directory) throws IOException {
        super(directory.resolve("resilience-state"));
    }
}
