package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients ask for, as they really write it. */
class AcceptHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Prometheus 2.42, Prometheus 3, a browser, curl.
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | openmetrics",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 | openmetrics",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | prometheus",
                "*/* | prometheus",
                "'' | prometheus",
                "text/plain;version=0.0.4 | prometheus",
                "application/openmetrics-text | openmetrics",
                "APPLICATION/OpenMetrics-Text ; Version=\"1.0.0\" | openmetrics",
                "application/openmetrics-text;version=0.0.1 | prometheus",
                "application/openmetrics-text;version=2.0.0 | prometheus",
                "application/openmetrics-text;q=0 | prometheus",
                "application/openmetrics-text;q=0.2, text/plain;q=0.3 | prometheus",
                "application/openmetrics-text;q=0.3, text/plain;q=0.3 | openmetrics",
                "application/openmetrics-text;q=no | prometheus",
                "application/openmetrics-text;q=NaN | prometheus",
                "application/openmetrics-text;q=7 | prometheus",
                ";;,,=;q | prometheus"
            })
    void theOneThatIsWantedMore(String accept, String format) {
        assertEquals(format, AcceptHeader.format(List.of(accept)));
    }
}
