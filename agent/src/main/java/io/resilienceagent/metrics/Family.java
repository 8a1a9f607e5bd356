package io.resilienceagent.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.resilienceagent.guard.Events;
import java.util.List;

/** One metric: its name, what it tells, its labels, and how its values are read. For one thread at a time. */
abstract class Family implements Collector {
    private static final String TOTAL = "_total";

    private final String name;
    private final String help;
    private final LabelNames labels;
    private final Events events;

    /** @param events is told when the values cannot be read */
    Family(String name, LabelNames labels, String help, Events events) {
        this.name = name;
        this.labels = labels;
        this.help = help;
        this.events = events;
    }

    /** {@code counter}, {@code gauge}, {@code histogram} or {@code info}. */
    abstract String type();

    final Described described() {
        return new Described(name, type(), labels.names(), help);
    }

    final LabelNames labels() {
        return labels;
    }

    final String help() {
        return help;
    }

    /** The name without what the formats add by themselves. */
    String baseName() {
        return name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    /** Reads into these points; one part of the agent that fails must not take all the others' figures away. */
    final void read(Points.Reading reading, Points points) {
        try {
            reading.read(points);
        } catch (RuntimeException | LinkageError unreadable) {
            events.failure("METRICS_ERROR", name, unreadable);
        }
    }

    final Labels labels(List<String> values) {
        return Labels.of(labels.names(), values);
    }
}
