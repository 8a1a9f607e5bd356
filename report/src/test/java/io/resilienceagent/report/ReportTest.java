package io.resilienceagent.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Severity;
import io.resilienceagent.report.rule.Sure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the report asks of its parts. */
class ReportTest {
    private static Finding at(long from) {
        return new Finding(
                Severity.HIGH,
                "RULE",
                "a title",
                from,
                from,
                List.of(),
                "",
                Sure.CERTAIN,
                "",
                Finding.Source.RESILIENCE);
    }

    /** A join point that matched nothing is bad, but has no time. */
    @Test
    void theWorstMomentIsOfTheFirstFindingThatHasATime() {
        assertEquals(7, Report.worstMoment(List.of(at(0), at(7), at(3))));
        assertEquals(0, Report.worstMoment(List.of(at(0))));
        assertEquals(0, Report.worstMoment(List.of()));
    }
}
