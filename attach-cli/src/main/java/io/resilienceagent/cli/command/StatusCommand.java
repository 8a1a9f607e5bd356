package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.StatusView;
import picocli.CommandLine.Command;

/** How a bot is. */
@Command(
        name = "status",
        description = "Shows how a bot is: its state and why, loops, join points, orders, experiments, troubles.",
        footerHeading = "%nExamples:%n",
        footer = {"  resilience status 4711", "  resilience status /var/lib/market-bot --json"})
final class StatusCommand extends AgentCommand {
    @Override
    Exit run(ControlClient agent, Screen screen) {
        JsonNode status = agent.ask("status");
        if (screen.json()) {
            screen.json(status);
        } else {
            new StatusView(screen).show(agent.ask("hello"), status);
        }
        return Exit.OK;
    }
}
