package io.resilienceagent.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.resilienceagent.guard.Events;
import java.util.function.DoubleBinaryOperator;

/** A metric that tells how something is now. A series goes with what it tells of. */
final class GaugeFamily extends Family {
    private final Points.Reading reading;
    private final DoubleBinaryOperator together;
    private final SeriesCap cap;

    /** @param together what the values of those make that are too many to be shown one by one */
    GaugeFamily(
            String name,
            LabelNames labels,
            String help,
            DoubleBinaryOperator together,
            Points.Reading reading,
            Events events) {
        super(name, labels, help, events);
        this.reading = reading;
        this.together = together;
        this.cap = new SeriesCap(labels);
    }

    @Override
    String type() {
        return "gauge";
    }

    @Override
    public MetricSnapshot collect() {
        Points now = new Points(together);
        read(reading, now);
        cap.keep(now.values().keySet());
        Points shown = new Points(together);
        now.values().forEach((labels, value) -> shown.put(value, cap.of(labels)));
        GaugeSnapshot.Builder snapshot =
                GaugeSnapshot.builder().name(baseName()).help(help());
        shown.values()
                .forEach((labels, value) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(labels))
                        .value(value)
                        .build()));
        return snapshot.build();
    }
}
