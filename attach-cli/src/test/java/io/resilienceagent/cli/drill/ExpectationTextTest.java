package io.resilienceagent.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.drill.Expectation.Bound;
import io.resilienceagent.cli.drill.Expectation.Operator;
import io.resilienceagent.cli.drill.Measure.Kind;
import io.resilienceagent.report.rule.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95 < baseline * 1.15    | P95            | LESS      | 1.15 | 0",
                "p95(place_order)<250ms   | P95            | LESS      | 0    | 250",
                "p99 <= 2s                | P99            | AT_MOST   | 0    | 2000",
                "max <= baseline + 1.5s   | MAX            | AT_MOST   | 1    | 1500",
                "p50 < baseline*2 + 5ms   | P50            | LESS      | 2    | 5",
                "deadline_miss < 2        | DEADLINE_MISS  | LESS      | 0    | 2",
                "deadline_miss < 2%       | DEADLINE_MISS  | LESS      | 0    | 2",
                "recovery_ticks <= 3      | RECOVERY_TICKS | AT_MOST   | 0    | 3",
                "recovery_time < 1m       | RECOVERY_TIME  | LESS      | 0    | 60000",
                "fired >= 1               | FIRED          | AT_LEAST  | 0    | 1",
                "ticks > 0                | TICKS          | GREATER   | 0    | 0",
                "increase(mm_x_total) == 0| INCREASE       | EQUAL     | 0    | 0",
                "per_tick(a{b=\"c\"}) != 1| PER_TICK       | NOT_EQUAL | 0    | 1",
                "mm_ws_gap_ms_count > 0   | METRIC         | GREATER   | 0    | 0"
            })
    void isRead(String text, Kind kind, Operator operator, double factor, double plus) {
        Expectation read = ExpectationText.parse(text);
        assertEquals(kind, read.measure().kind());
        assertEquals(operator, read.operator());
        assertEquals(new Bound(factor, plus, ""), read.bound());
        assertEquals(text.strip(), read.text());
    }

    @Test
    void aStateIsAWord() {
        Expectation read = ExpectationText.parse("state == RUNNING");
        assertEquals(new Bound(0, 0, "RUNNING"), read.bound());
        assertEquals(Severity.HIGH, read.severity());
    }

    @Test
    void aPlaceAndAMetricAreKept() {
        assertEquals(
                "place_order",
                ExpectationText.parse("p99(place_order) < 1s").measure().of());
        assertEquals(
                "a_total{x=\"y\",z=\"<\"}",
                ExpectationText.parse("increase(a_total{x=\"y\",z=\"<\"}) > 2")
                        .measure()
                        .of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p95                        | expected MEASURE OPERATOR BOUND",
                "p95 < 250                  | expected a time such as 250ms, or baseline * 1.15",
                "p95 < fast                 | expected a time such as 250ms",
                "p96 < 250ms                | found the measure 'p96', expected one of p50, p95",
                "fired >= 1ms               | expected a number",
                "fired >= baseline          | found baseline, expected a number: fired has none",
                "increase(a) > baseline     | per_tick(METRIC) has",
                "p95 < baseline * 0         | expected a factor above 0",
                "deadline_miss < 2ms        | expected a number of percent such as 2",
                "fired(tick) >= 1           | expected fired without brackets",
                "state > RUNNING            | states have no order",
                "state == ASLEEP            | found the state 'ASLEEP', expected one of RUNNING",
                "increase(a{b) > 1          | found the metric 'a{b', expected NAME or NAME{label=\"value\"}",
                "increase() > 1             | found the metric ''"
            })
    void whatIsWrongIsNamed(String text, String expected) {
        String told = assertThrows(IllegalArgumentException.class, () -> ExpectationText.parse(text))
                .getMessage();
        assertTrue(told.contains(expected), told);
    }

    @Test
    void labelsAreReadAsAScrapeWritesThem() {
        MetricSelector read = MetricSelector.parse("a_total{x=\"say \\\"no\\\"\\n\", y = \"\\\\n\"}");
        assertEquals(Map.of("x", "say \"no\"\n", "y", "\\n"), read.labels());
        assertEquals(Map.of(), MetricSelector.parse("a_total").labels());
        assertEquals(Map.of(), MetricSelector.parse("a_total{}").labels());
    }
}
