package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import picocli.CommandLine.Command;

/** Takes the agent out of a bot. */
@Command(
        name = "detach",
        description = "Takes the agent out of a bot: its classes are as they were, and nothing guards it any more. "
                + "An agent that was started with the bot leaves too.",
        footerHeading = "%nExample:%n",
        footer = "  resilience detach 4711")
final class DetachCommand extends AgentCommand {
    @Override
    Exit run(ControlClient agent, Screen screen) {
        String name = agent.ask("hello").path("bot").asText("");
        JsonNode answer = agent.ask("detach");
        if (screen.json()) {
            screen.json(answer);
        } else {
            screen.line(Harmless.text(name) + " is on its own again: nothing guards it now.");
        }
        return Exit.OK;
    }
}
