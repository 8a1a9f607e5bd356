package io.resilienceagent.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.resilienceagent.guard.Events;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric that only grows. What it counts may come and go: a reload takes a join point away, a thread ends and another of its name comes. So it adds
 * up by how much each of its sources has grown since the last look, and no series ever falls or vanishes.
 */
final class CounterFamily extends Family {
    /** Sources that are gone are remembered, in case that they come back, up to so many. */
    private static final int MOST_SOURCES = 20_000;

    private final Points.Reading reading;
    private final SeriesCap cap;
    private final Map<List<String>, Double> seen = new HashMap<>();
    private final Map<List<String>, Double> totals = new LinkedHashMap<>();

    CounterFamily(String name, LabelNames labels, String help, Points.Reading reading, Events events) {
        super(name, labels, help, events);
        this.reading = reading;
        this.cap = new SeriesCap(labels);
    }

    @Override
    String type() {
        return "counter";
    }

    @Override
    public MetricSnapshot collect() {
        Points now = new Points(Double::sum);
        read(reading, now);
        now.values().forEach(this::grow);
        if (seen.size() > MOST_SOURCES) {
            seen.keySet().retainAll(now.values().keySet());
        }
        CounterSnapshot.Builder snapshot =
                CounterSnapshot.builder().name(baseName()).help(help());
        totals.forEach((labels, total) -> snapshot.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(labels))
                .value(total)
                .build()));
        return snapshot.build();
    }

    private void grow(List<String> source, double value) {
        double before = seen.getOrDefault(source, 0.0);
        // Sums over many threads may be a little short while they change; much less than before is a source that began
        // anew.
        boolean anew = value < before / 2;
        double reached = anew ? value : Math.max(before, value);
        seen.put(source, reached);
        totals.merge(cap.of(source), anew ? value : reached - before, Double::sum);
    }
}
