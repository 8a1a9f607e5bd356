package io.resilienceagent.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.resilienceagent.guard.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;

/** All metrics that there are, in the order of the documentation. For one thread at a time. */
final class Catalogue {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<Described> described = new ArrayList<>();
    private final LiveParts parts;
    private final Events events;

    Catalogue(LiveParts parts) {
        this.parts = parts;
        this.events = parts.log();
    }

    /** What they are read from. */
    LiveParts parts() {
        return parts;
    }

    void counter(String name, LabelNames labels, String help, Points.Reading reading) {
        add(new CounterFamily(name, labels, help, reading, events));
    }

    /** A gauge of which what is too many is added up. */
    void gauge(String name, LabelNames labels, String help, Points.Reading reading) {
        gauge(name, labels, help, Double::sum, reading);
    }

    void gauge(String name, LabelNames labels, String help, DoubleBinaryOperator together, Points.Reading reading) {
        add(new GaugeFamily(name, labels, help, together, reading, events));
    }

    void info(String name, LabelNames labels, String help, Supplier<List<String>> values) {
        add(new InfoFamily(name, labels, help, values, events));
    }

    void gaps(String name, LabelNames labels, String help, double unitNanos) {
        add(new GapFamily(name, labels, help, unitNanos, parts, events));
    }

    private void add(Family family) {
        registry.register(family);
        described.add(family.described());
    }

    MetricSnapshots scrape() {
        return registry.scrape();
    }

    List<Described> described() {
        return List.copyOf(described);
    }
}
