package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.ChaosView;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks a bot on command. */
@Command(
        name = "chaos",
        description = "Breaks a bot on command, and ends it on time. The policy must have: chaos: {enabled: true}.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience chaos list 4711",
            "  resilience chaos list 4711 exch_429",
            "  resilience chaos inject 4711 cpu_bound_loop --target tick --for 30s",
            "  resilience chaos stop 4711"
        })
final class ChaosCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Resilience.needsSubcommand(spec);
    }

    /** {@code chaos stop}. */
    @Command(name = "stop", description = "Ends an experiment at once, or all of them.")
    static final class Stop extends AgentCommand {
        @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which; without it all.")
        private String id;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            ObjectNode arguments = ControlClient.arguments();
            if (id != null) {
                arguments.put("id", id);
            }
            JsonNode answer = agent.ask("chaos.stop", arguments);
            if (screen.json()) {
                screen.json(answer);
                return Exit.OK;
            }
            List<String> ids = new ArrayList<>();
            answer.path("stopped").forEach(stopped -> ids.add(stopped.asText("")));
            screen.line(
                    ids.isEmpty() ? "Nothing was running." : "Stopped: " + Harmless.text(String.join(", ", ids)) + ".");
            return Exit.OK;
        }
    }

    /** {@code chaos list}. */
    @Command(name = "list", description = "Shows experiments, those that are over too, and what can be injected.")
    static final class All extends AgentCommand {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "TYPE",
                description = "Only this kind of fault, with its options.")
        private String type;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            JsonNode answer = agent.ask("chaos.list");
            if (screen.json()) {
                screen.json(answer);
            } else {
                show(answer, new ChaosView(screen));
            }
            return Exit.OK;
        }

        private void show(JsonNode answer, ChaosView view) {
            if (type == null) {
                view.show(answer);
            } else if (!view.show(answer, type)) {
                throw Trouble.usage("there is no type '" + type + "'", "resilience chaos list BOT");
            }
        }
    }
}
