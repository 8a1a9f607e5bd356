package io.resilienceagent.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.MessageTimes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long streams were silent between two messages, as a histogram. What was counted of a stream that a reload took away stays: a
 * histogram never falls either.
 */
final class GapFamily extends Family {
    private final LiveParts parts;
    private final double unitNanos;
    private final SeriesCap cap;
    private final double[] limits;
    private final Map<String, Gaps> streams = new LinkedHashMap<>();

    /** What was counted of a stream, or of several. */
    private static final class Gaps {
        private final long[] counts;
        private final double nanos;

        Gaps(long[] counts, double nanos) {
            this.counts = counts;
            this.nanos = nanos;
        }

        static Gaps of(MessageTimes times) {
            return new Gaps(times.counts(), times.silentNanos());
        }

        Gaps and(Gaps other) {
            long[] sum = new long[counts.length];
            Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
            return new Gaps(sum, nanos + other.nanos);
        }
    }

    /**
     * @param labels one for the stream, or none where all streams are one
     * @param unitNanos how many nanoseconds the unit of the limits has
     */
    GapFamily(String name, LabelNames labels, String help, double unitNanos, LiveParts parts, Events events) {
        super(name, labels, help, events);
        this.parts = parts;
        this.unitNanos = unitNanos;
        this.cap = new SeriesCap(labels);
        long[] nanos = MessageTimes.limits();
        this.limits = new double[nanos.length + 1];
        Arrays.setAll(limits, i -> i < nanos.length ? nanos[i] / unitNanos : Double.POSITIVE_INFINITY);
    }

    @Override
    String type() {
        return "histogram";
    }

    @Override
    public MetricSnapshot collect() {
        read(
                points -> parts.joinPoints().stream()
                        .filter(LiveParts.JoinPointPart::handler)
                        .forEach(part ->
                                streams.put(part.name(), Gaps.of(part.tally().messages()))),
                new Points(Double::sum));
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(baseName()).help(help());
        shown().forEach((labels, gaps) -> snapshot.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(labels(labels))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(limits, gaps.counts))
                .sum(gaps.nanos / unitNanos)
                .build()));
        return snapshot.build();
    }

    private Map<List<String>, Gaps> shown() {
        Map<List<String>, Gaps> shown = new LinkedHashMap<>();
        if (labels().names().isEmpty()) {
            // There also while there is no stream: whoever draws it sees that nothing came.
            shown.put(List.of(), Gaps.of(new MessageTimes()));
        }
        streams.forEach((name, gaps) ->
                shown.merge(labels().names().isEmpty() ? List.of() : cap.of(List.of(name)), gaps, Gaps::and));
        return shown;
    }
}
