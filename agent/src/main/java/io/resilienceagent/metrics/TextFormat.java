package io.resilienceagent.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The texts in which metrics are told. */
public enum TextFormat {
    /** Prometheus text, version 0.0.4: what everybody reads. */
    PROMETHEUS {
        @Override
        ExpositionFormatWriter writer() {
            return PrometheusTextFormatWriter.builder().build();
        }
    },
    /** OpenMetrics text, version 1.0.0. */
    OPENMETRICS {
        @Override
        ExpositionFormatWriter writer() {
            return OpenMetricsTextFormatWriter.builder().build();
        }
    };

    private static final int USUAL_BYTES = 1 << 14;

    abstract ExpositionFormatWriter writer();

    /** What HTTP calls it. */
    public String contentType() {
        return writer().getContentType();
    }

    String write(MetricSnapshots snapshots) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            writer().write(bytes, snapshots);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
