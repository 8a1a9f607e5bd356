package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.ProcessFiles;
import java.util.OptionalLong;

/**
 * What a lost connection means: a bot that was named by its PID and has ended will not come back under it; one that was named by
 * its agent's directory may, and so may an agent in a process that lives.
 */
record Ending(OptionalLong pid) {
    /** Throws where there is nothing left to wait for. */
    void check(Trouble lost, String bot) {
        if (pid.isEmpty() || !ProcessFiles.supported()) {
            return;
        }
        ProcessFiles process = new ProcessFiles(pid.getAsLong());
        if (!process.exists()) {
            throw Trouble.unreachable(
                    "BOT_ENDED",
                    (bot.isEmpty() ? "process " + process.pid() : bot + ", process " + process.pid() + ",")
                            + " has ended (" + lost.getMessage() + ")",
                    "read its log; to watch over restarts, name the agent's directory");
        }
    }
}
