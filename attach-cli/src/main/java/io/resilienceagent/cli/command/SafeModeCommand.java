package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops new orders by hand, and lets them again. */
@Command(
        name = "safe-mode",
        description = "Stops a bot's new orders by hand, or takes the hand away: it then recovers by its own cycles. "
                + "Cancels and queries pass all the time.",
        footerHeading = "%nExamples:%n",
        footer = {"  resilience safe-mode 4711 on --reason \"exchange maintenance\"", "  resilience safe-mode 4711 off"
        })
final class SafeModeCommand extends AgentCommand {
    /** What the switch can be. */
    enum Switch {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "1", paramLabel = "on|off", description = "${COMPLETION-CANDIDATES}.")
    private Switch to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log.")
    private String reason;

    @Override
    Exit run(ControlClient agent, Screen screen) {
        ObjectNode arguments = ControlClient.arguments().put("on", to == Switch.ON);
        if (reason != null) {
            arguments.put("reason", reason);
        }
        JsonNode answer = agent.ask("safe_mode", arguments);
        if (screen.json()) {
            screen.json(answer);
        } else {
            screen.line("Safe mode by hand is " + to + "; the state is "
                    + Harmless.text(answer.path("state").asText("")) + ".");
        }
        return Exit.OK;
    }
}
