package io.resilienceagent.cli.command;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.watch.Watching;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A live view. */
@Command(
        name = "watch",
        description = {
            "Shows how a bot is, again and again: state, loops and their lag, calls and denials, breakers, orders, chaos, incidents.",
            "",
            "On a terminal keys inject chaos, stop it, write a dump; h explains them. Elsewhere it prints a line for each change, and "
                    + "a heartbeat now and then.",
            "",
            "A bot named by its PID that ends is exit code 3; one named by its agent's directory is waited for."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience watch 4711",
            "  resilience watch /var/lib/market-bot --every 5s",
            "  resilience watch 4711 --plain --heartbeat 1m >> watched.log"
        })
final class WatchCommand extends AgentCommand {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = TimeConverter.class,
            description = "How often to look. Default: ${DEFAULT-VALUE}.")
    private Duration every;

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = TimeConverter.class,
            description = "How long lines may be silent. Default: ${DEFAULT-VALUE}.")
    private Duration heartbeat;

    @Option(names = "--for", paramLabel = "TIME", converter = TimeConverter.class, description = "Ends after so long.")
    private Duration lasts;

    @Option(names = "--plain", description = "Prints lines on a terminal too.")
    private boolean plain;

    @Override
    ControlClient connect(Screen screen) {
        if (every.compareTo(SHORTEST) < 0) {
            throw Trouble.usage("--every " + every.toMillis() + "ms is too often", "100ms is the least");
        }
        return super.connect(screen);
    }

    @Override
    Exit run(ControlClient agent, Screen screen) {
        return new Watching(bot().bot().pid(), every, heartbeat, Optional.ofNullable(lasts), plain)
                .watch(agent, () -> bot().connect(), screen);
    }
}
