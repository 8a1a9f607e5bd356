package io.resilienceagent.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Scrape BEFORE = Scrape.of("""
            # HELP a_total counts
            # TYPE a_total counter
            a_total{code="X",join_point="p"} 3.0
            a_total{code="Y",join_point="p"} 4.0
            # TYPE g gauge
            g 1.5
            """);
    private static final Scrape AFTER = Scrape.of("""
            # TYPE a_total counter
            a_total{code="X",join_point="p"} 5.0
            a_total{code="Y",join_point="p"} 4.0
            a_total{code="Z, \\"z\\"",join_point="q"} 1.0
            # TYPE g gauge
            g 9.0
            # TYPE h histogram
            h_bucket{le="+Inf"} 2
            """);

    private static double sum(Scrape scrape, String selector) {
        return scrape.sum(MetricSelector.parse(selector));
    }

    @Test
    void seriesAreAddedUp() {
        assertEquals(7, sum(BEFORE, "a_total"));
        assertEquals(3, sum(BEFORE, "a_total{code=\"X\"}"));
        assertEquals(0, sum(BEFORE, "a_total{code=\"Z\"}"));
        assertEquals(5, sum(AFTER, "a_total{join_point=\"p\",code=\"X\"}"));
        assertEquals(1, sum(AFTER, "a_total{code=\"Z, \\\"z\\\"\"}"));
        assertEquals(2, sum(AFTER, "h_bucket"));
    }

    @Test
    void onlyWhatWasCountedIsTold() {
        assertEquals(
                Map.of(
                        "a_total{code=\"X\",join_point=\"p\"}",
                        2.0,
                        "a_total{code=\"Z, \\\"z\\\"\",join_point=\"q\"}",
                        1.0),
                AFTER.countedSince(BEFORE));
    }

    @Test
    void theValuesOfALabel() {
        assertEquals(Set.of("p", "q"), AFTER.values("a_total", "join_point"));
    }
}
