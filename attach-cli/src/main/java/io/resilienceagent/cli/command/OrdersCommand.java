package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.view.OrdersView;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Orders that the agent keeps in mind. */
@Command(
        name = "orders",
        description = "Lists the orders that the agent keeps in mind, and resolves those with an unknown outcome.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience orders list 4711 --only unknown",
            "  resilience orders resolve 4711 17 --as accepted --reason \"seen in the exchange's history\""
        },
        subcommands = {OrdersCommand.All.class, OrdersCommand.Resolve.class})
final class OrdersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw Resilience.needsSubcommand(spec);
    }

    /** {@code orders list}. */
    @Command(name = "list", description = "Lists orders, with what became of them.")
    static final class All extends AgentCommand {
        private static final int LAST = 20;

        @Option(
                names = "--only",
                paramLabel = "STATE",
                description = "Only those in this state: intent, accepted, rejected or unknown.")
        private String only;

        @Option(names = "--all", description = "Also those that were settled long ago: without it the last 20 of them.")
        private boolean all;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            ObjectNode arguments = ControlClient.arguments();
            if (only != null) {
                arguments.put("state", only.toUpperCase(Locale.ROOT));
            }
            JsonNode answer = agent.ask("orders.list", arguments);
            if (screen.json()) {
                screen.json(answer);
            } else {
                new OrdersView(screen).show(answer.path("orders"), all ? Integer.MAX_VALUE : LAST);
            }
            return Exit.OK;
        }
    }

    /** {@code orders resolve}. */
    @Command(
            name = "resolve",
            description = "Says what became of an order with an unknown outcome, once you have looked at the exchange. "
                    + "An order that was accepted is not sent again; one that was rejected may be.")
    static final class Resolve extends AgentCommand {
        /** What can have become of it. */
        enum Outcome {
            ACCEPTED,
            REJECTED;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Parameters(index = "1", paramLabel = "ORDER", description = "Its number, from: resilience orders list.")
        private long order;

        @Option(
                names = "--as",
                required = true,
                paramLabel = "OUTCOME",
                description = "What became of it: ${COMPLETION-CANDIDATES}.")
        private Outcome outcome;

        @Option(names = "--exchange-id", paramLabel = "ID", description = "By which the exchange knows it.")
        private String exchangeId;

        @Option(names = "--reason", paramLabel = "TEXT", description = "How you know, for the audit log.")
        private String reason;

        @Override
        Exit run(ControlClient agent, Screen screen) {
            ObjectNode arguments = ControlClient.arguments().put("order", order).put("as", outcome.toString());
            if (reason != null) {
                arguments.put("reason", reason);
            }
            if (exchangeId != null) {
                arguments.put("exchange_id", exchangeId);
            }
            JsonNode answer = agent.ask("orders.resolve", arguments);
            if (screen.json()) {
                screen.json(answer);
            } else {
                screen.line(Harmless.text("Order " + answer.path("order").asText(Long.toString(order)) + " is "
                                + answer.path("state").asText(""))
                        + ".");
            }
            return Exit.OK;
        }
    }
}
