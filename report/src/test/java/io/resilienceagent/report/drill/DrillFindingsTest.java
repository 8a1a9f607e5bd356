package io.resilienceagent.report.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrillFindingsTest {
    private static Finding only(List<ScenarioRun> runs, String rule) {
        List<Finding> found = DrillFindings.of(runs).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
        assertEquals(1, found.size(), found::toString);
        return found.get(0);
    }

    @Test
    void nothingWhereAllHeld() {
        assertEquals(List.of(), DrillFindings.of(List.of(Runs.passed(1, "a"), Runs.passed(2, "b"))));
    }

    @Test
    void anExpectationThatDidNotHoldNamesWhatWasMeasuredAndWhatToDo() {
        Finding finding = only(List.of(Runs.failed(1, "net_loss", "enforce", Map.of())), "DRILL_EXPECTATION");
        assertEquals("net_loss: p99 < 250ms did not hold, it was 512 ms", finding.title());
        assertEquals(Severity.MEDIUM, finding.severity());
        assertEquals("give the calls a timeout", finding.recommendation());
        assertEquals("chaos-1", finding.incidentId());
        assertEquals(8_000_000_000L, finding.to() - finding.from());
        assertEquals(
                List.of(
                        "It was 512 ms, expected was < 250 ms.",
                        "exch_429 on jdk-http struck 12 times within 5.0 s.",
                        "Ticks of tick: 95 of 100 took 4.00 ms before, an unknown time during the fault;"
                                + " 33.3 % missed their deadline.",
                        "The guards denied nothing."),
                finding.evidence());
    }

    @Test
    void whatGuardsDidAndHowTheLoopStalledIsToldByCode() {
        Map<String, Double> counted = Map.of(
                "resilience_denials_total{code=\"CIRCUIT_OPEN\",join_point=\"a\"}", 3.0,
                "resilience_denials_total{join_point=\"b\",code=\"CIRCUIT_OPEN\"}", 2.0,
                "resilience_denials_total{join_point=\"b\",code=\"SAFE_MODE\"}", 1.0,
                "resilience_stalls_total{cause=\"CPU_SPIN\"}", 1.0);
        Finding finding = only(List.of(Runs.failed(1, "x", "enforce", counted)), "DRILL_EXPECTATION");
        assertTrue(finding.evidence().contains("The loop was stalled: CPU_SPIN 1."), finding::toString);
        assertTrue(
                finding.evidence().contains("The guards denied 6 calls: CIRCUIT_OPEN 5, SAFE_MODE 1."),
                finding::toString);
    }

    @Test
    void guardsThatWereOffAreTheFirstReason() {
        Map<String, Double> counted =
                Map.of("resilience_would_denials_total{code=\"CIRCUIT_OPEN\",join_point=\"a\"}", 30.0);
        List<ScenarioRun> runs =
                List.of(Runs.failed(1, "x", "shadow", counted), Runs.failed(2, "y", "shadow", Map.of()));
        assertEquals("GUARDS_OFF", DrillFindings.of(runs).get(0).rule());
        Finding finding = only(runs, "GUARDS_OFF");
        assertEquals(Severity.HIGH, finding.severity());
        assertEquals("2 scenarios failed while the guards were not in force", finding.title());
        assertEquals(List.of("x: the guards would have denied 30 calls: CIRCUIT_OPEN 30."), finding.evidence());
    }

    @Test
    void aScenarioThatWasBrokenOffIsHigh() {
        Finding finding = only(List.of(Runs.brokenOff(1, "net_loss")), "DRILL_BROKEN_OFF");
        assertEquals(Severity.HIGH, finding.severity());
        assertEquals("net_loss was not carried out: the bot did not outlive it", finding.title());
        assertEquals("read its log", finding.recommendation());
    }
}
