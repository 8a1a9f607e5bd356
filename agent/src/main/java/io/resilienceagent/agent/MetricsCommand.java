package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Document;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.metrics.Described;
import io.resilienceagent.metrics.Metrics;
import io.resilienceagent.metrics.TextFormat;
import java.util.Set;
import java.util.stream.Collectors;

/** All figures, as Prometheus reads them. Nothing of them is loaded before somebody asks; for the thread of commands. */
final class MetricsCommand implements Command {
    private static final String FORMAT = "format";
    /** Those without a series yet among them, which a scrape does not show. */
    private static final String NAMES = "names";

    private final House house;
    private final Services services;
    private final Supervision supervision;
    private final ChaosEngine chaos;
    private Metrics metrics;

    MetricsCommand(House house, Services services, Supervision supervision, ChaosEngine chaos) {
        this.house = house;
        this.services = services;
        this.supervision = supervision;
        this.chaos = chaos;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of(FORMAT));
        String word = request.text(FORMAT).orElse("prometheus");
        if (word.equals(NAMES)) {
            String names = metrics().described().stream().map(Described::name).collect(Collectors.joining("\n"));
            return new Document("text/plain; charset=utf-8", names + "\n");
        }
        TextFormat format = format(word);
        return new Document(format.contentType(), metrics().text(format));
    }

    private Metrics metrics() {
        if (metrics == null) {
            metrics = MetricsParts.metrics(house, services, supervision, chaos);
        }
        return metrics;
    }

    private static TextFormat format(String word) throws Refused {
        return switch (word) {
            case "prometheus" -> TextFormat.PROMETHEUS;
            case "openmetrics" -> TextFormat.OPENMETRICS;
            default ->
                throw new Refused(
                        "BAD_REQUEST", "format: found '" + word + "', expected prometheus, openmetrics or names", "");
        };
    }
}
