package io.resilienceagent.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The figures of a bot. */
@Command(
        name = "metrics",
        description = {
            "Prints the figures of a bot as Prometheus reads them: the same text as GET /metrics,",
            "without HTTP. See docs/metrics.md."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  resilience metrics 4711",
            "  resilience metrics 4711 | promtool check metrics",
            "  resilience metrics 4711 > /var/lib/node_exporter/market-bot.prom"
        })
final class MetricsCommand extends AgentCommand {
    @Option(names = "--openmetrics", description = "As OpenMetrics 1.0.0 instead of Prometheus text 0.0.4.")
    private boolean openmetrics;

    @Override
    Exit run(ControlClient agent, Screen screen) {
        ObjectNode arguments = ControlClient.arguments();
        arguments.put("format", openmetrics ? "openmetrics" : "prometheus");
        JsonNode answer = agent.ask("metrics", arguments);
        if (screen.json()) {
            screen.json(answer);
        } else {
            answer.path("text").asText("").lines().forEach(line -> screen.line(Harmless.text(line)));
        }
        return Exit.OK;
    }
}
