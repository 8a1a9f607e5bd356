package io.resilienceagent.cli.command;

import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.client.ControlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which bot, and how it is reached. */
final class BotOptions {
    @Parameters(
            index = "0",
            paramLabel = "BOT",
            description = "The bot's PID, or the directory (or socket) of its agent.")
    private String name;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The agent's directory, where it cannot be found by the PID.")
    private Path state;

    @Option(names = "--socket", paramLabel = "PATH", description = "The agent's socket itself.")
    private Path socket;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeConverter.class,
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    Bot bot() {
        return new Bot(name, Optional.ofNullable(socket == null ? state : socket));
    }

    ControlClient connect() {
        return bot().connect(timeout);
    }

    /** The agent's directory; null where it was not named. */
    Path state() {
        return state;
    }

    Duration timeout() {
        return timeout;
    }
}
