package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has a task dump written. */
@Command(
        name = "dump",
        description = "Has the agent write what all threads and queues do at this moment, as an incident.",
        footerHeading = "%nExample:%n",
        footer = "  resilience dump 4711 --reason \"prices look old\"")
final class DumpCommand extends AgentCommand {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reads it later.")
    private String reason;

    @Override
    Exit run(ControlClient agent, Screen screen) {
        ObjectNode arguments = ControlClient.arguments();
        if (reason != null) {
            arguments.put("reason", reason);
        }
        JsonNode answer = agent.ask("dump", arguments);
        if (screen.json()) {
            screen.json(answer);
        } else {
            screen.line(Harmless.text(answer.path("incident_id").asText("") + ": "
                    + answer.path("path").asText("")));
        }
        return Exit.OK;
    }
}
