package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Circuit breakers by hand. */
@Command(
        name = "breaker",
        description = "Opens, closes or resets circuit breakers by hand.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience breaker open 4711 place_order --key BTCUSDT",
            "  resilience breaker reset 4711 place_order"
        },
        subcommands = {BreakerCommand.Open.class, BreakerCommand.Close.class, BreakerCommand.Reset.class})
final class BreakerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Resilience.needsSubcommand(spec);
    }

    /** What all three have in common. */
    abstract static class Action extends AgentCommand {
        private final String action;

        @Parameters(index = "1", paramLabel = "JOIN_POINT", description = "The join point's name in the policy.")
        private String joinPoint;

        @Option(names = "--key", paramLabel = "KEY", description = "Only the breaker of this key, such as a symbol.")
        private String key;

        Action(String action) {
            this.action = action;
        }

        @Override
        final Exit run(ControlClient agent, Screen screen) {
            ObjectNode arguments =
                    ControlClient.arguments().put("join_point", joinPoint).put("action", action);
            if (key != null) {
                arguments.put("key", key);
            }
            JsonNode answer = agent.ask("breaker", arguments);
            if (screen.json()) {
                screen.json(answer);
                return Exit.OK;
            }
            Table table = new Table("BREAKER", "KEY", "STATE");
            for (JsonNode breaker : answer.path("breakers")) {
                String of = breaker.path("key").asText("");
                table.row(
                        answer.path("join_point").asText(""),
                        of.isEmpty() ? "(all)" : of,
                        breaker.path("state").asText(""));
            }
            table.print(screen, "");
            return Exit.OK;
        }
    }

    /** No call passes until somebody closes or resets it. */
    @Command(name = "open", description = "Denies all calls, until it is closed or reset by hand.")
    static final class Open extends Action {
        Open() {
            super("open");
        }
    }

    /** Every call passes until somebody opens or resets it. */
    @Command(name = "close", description = "Lets all calls pass, whatever fails, until it is opened or reset by hand.")
    static final class Close extends Action {
        Close() {
            super("close");
        }
    }

    /** It decides by itself again. */
    @Command(name = "reset", description = "Lets it decide by itself again, as if nothing had failed.")
    static final class Reset extends Action {
        Reset() {
            super("reset");
        }
    }
}
