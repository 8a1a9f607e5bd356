package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the policy read again. */
@Command(
        name = "reload",
        description =
                "Has the policy read again, or another one. A policy with a mistake is refused, and the one in force stays. "
                        + "The agent watches its policy file: this is for who wants to know at once.",
        footerHeading = "%nExamples:%n",
        footer = {"  resilience reload 4711", "  resilience reload 4711 --policy stricter.yaml"})
final class ReloadCommand extends AgentCommand {
    @Option(names = "--policy", paramLabel = "FILE", description = "Another policy file from now on.")
    private Path policy;

    @Override
    Exit run(ControlClient agent, Screen screen) {
        ObjectNode arguments = ControlClient.arguments();
        if (policy != null) {
            arguments.put("policy", policy.toAbsolutePath().normalize().toString());
        }
        show(agent.ask("reload", arguments), screen);
        return Exit.OK;
    }

    /** What a policy that is in force now guards. */
    static void show(JsonNode answer, Screen screen) {
        if (screen.json()) {
            screen.json(answer);
            return;
        }
        screen.line("In force: " + Harmless.text(answer.path("policy").asText("")) + ", "
                + answer.path("join_points").size() + " join points.");
    }
}
