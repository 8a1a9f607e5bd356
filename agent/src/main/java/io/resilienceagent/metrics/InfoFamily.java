package io.resilienceagent.metrics;

import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.resilienceagent.guard.Events;
import java.util.List;
import java.util.function.Supplier;

/** A metric that is always 1: what it tells stands in its labels. */
final class InfoFamily extends Family {
    private static final String INFO = "_info";

    private final Supplier<List<String>> values;

    InfoFamily(String name, LabelNames labels, String help, Supplier<List<String>> values, Events events) {
        super(name, labels, help, events);
        this.values = values;
    }

    @Override
    String type() {
        return "info";
    }

    @Override
    public MetricSnapshot collect() {
        InfoSnapshot.Builder snapshot = InfoSnapshot.builder().name(baseName()).help(help());
        Points now = new Points(Math::max);
        read(points -> points.put(1, values.get()), now);
        now.values()
                .keySet()
                .forEach(row -> snapshot.dataPoint(InfoDataPointSnapshot.builder()
                        .labels(labels(row.stream().map(LabelText::of).toList()))
                        .build()));
        return snapshot.build();
    }

    @Override
    String baseName() {
        String name = super.baseName();
        return name.substring(0, name.length() - INFO.length());
    }
}
