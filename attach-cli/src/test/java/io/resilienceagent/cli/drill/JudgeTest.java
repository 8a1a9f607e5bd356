package io.resilienceagent.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.drill.Ticks.Tick;
import io.resilienceagent.report.drill.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A scenario of ten seconds before, ten under a fault and ten after, with a tick each second. */
class JudgeTest {
    private static final long SECOND = 1_000_000;
    private static final long DEADLINE = 100_000;
    private static final long NOISE = 5_000;

    private final List<Tick> ticks = new ArrayList<>();
    private Optional<Double> recovery = Optional.of(1500.0);
    private String after = "a_total{code=\"X\"} 42";

    /** Ticks that began at that second, and took so many milliseconds. */
    private JudgeTest ticks(int first, long... millis) {
        for (int i = 0; i < millis.length; i++) {
            long began = (first + i) * SECOND;
            ticks.add(new Tick(began + millis[i] * 1000, millis[i] * 1000));
        }
        return this;
    }

    private JudgeTest calmBefore() {
        return ticks(0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 20);
    }

    private Observed seen() {
        return new Observed(
                "tick",
                DEADLINE,
                NOISE,
                new Course(
                        0,
                        10 * SECOND,
                        20 * SECOND,
                        Scrape.of("a_total{code=\"X\"} 10"),
                        Scrape.of("a_total{code=\"X\"} 20")),
                30 * SECOND,
                Map.of("tick", new Ticks(ticks)),
                Scrape.of(after),
                7,
                "RUNNING");
    }

    private Verdict verdict(String expectation) {
        List<Verdict> verdicts = new Judge(seen(), recovery).verdicts(List.of(ExpectationText.parse(expectation)));
        return verdicts.get(verdicts.size() - 1);
    }

    private void holds(String expectation) {
        assertTrue(verdict(expectation).held(), () -> verdict(expectation).toString());
    }

    private void fails(String expectation, String measured) {
        assertFalse(verdict(expectation).held(), () -> verdict(expectation).toString());
        assertEquals(measured, verdict(expectation).measured());
    }

    @Test
    void timesOfTicksUnderTheFault() {
        calmBefore().ticks(10, 10, 20, 30, 40, 50, 60, 70, 80, 90, 200);
        holds("p50 <= 50ms");
        fails("p95 < 200ms", "200 ms");
        holds("p95 <= 200ms");
        fails("max < 0.2s", "200 ms");
        fails("p95 < baseline * 1.15", "200 ms");
        assertEquals(
                "< 23 ms (before: 20 ms, noise: 5.00 ms)",
                verdict("p95 < baseline * 1.15").bound());
    }

    @Test
    void noiseBreaksNothingThatSpeaksOfTheBaseline() {
        calmBefore().ticks(10, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27);
        holds("p95 < baseline * 1.15");
        fails("p95 < 25ms", "27 ms");
    }

    @Test
    void whatIsUnknownDoesNotHold() {
        calmBefore().ticks(10, 10, 10);
        fails("p95 < 1s", "unknown: fewer than 5 were seen");
        fails("p95(place_order) < 1s", "unknown: fewer than 5 were seen");
        recovery = Optional.empty();
        fails("recovery_time < 1m", "never in the time it had");
        fails("recovery_ticks <= 3", "never in the time it had");
    }

    /** One of two seconds counts for the twenty that would have come at the deadline's pace. */
    @Test
    void aTickThatHangsMissesManyDeadlines() {
        calmBefore().ticks(10, 2000).ticks(12, 10, 10, 10, 10, 10);
        fails("deadline_miss < 80", "80.0 %");
        holds("deadline_miss <= 80");
    }

    @Test
    void ticksThatHangAcrossTheEndBelongToTheFault() {
        calmBefore().ticks(10, 10, 10, 10, 10, 10, 10).ticks(17, 6000).ticks(23, 10, 10, 10);
        holds("max >= 6s");
        // It ended after the fault: one tick, then all was as before.
        holds("recovery_ticks == 1");
    }

    @Test
    void recoveredIsWhoTicksThreeTimesInARowAsBefore() {
        calmBefore().ticks(10, 50, 50, 50, 50, 50).ticks(21, 50, 10, 50, 10, 10, 10, 50);
        holds("recovery_ticks == 3");
    }

    @Test
    void metricsFromTheBeginOfTheFaultToTheEnd() {
        calmBefore().ticks(10, 10, 10, 10, 10, 10).ticks(21, 10, 10, 10, 10, 10, 10);
        holds("increase(a_total) == 22");
        holds("per_tick(a_total{code=\"X\"}) == 2");
        holds("per_tick(a_total) <= baseline + 1");
        fails("per_tick(a_total) <= baseline", "2");
        holds("increase(b_total) == 0");
        after = "";
        holds("increase(a_total) < 0");
    }

    @Test
    void theFaultMustHaveHappened() {
        calmBefore();
        List<Verdict> verdicts = new Judge(seen(), recovery).verdicts(List.of());
        assertEquals(
                List.of("fired >= 1"),
                verdicts.stream().map(Verdict::expectation).toList());
        assertTrue(verdicts.get(0).held());
        // Who expects something else of it is believed.
        assertEquals(
                1,
                new Judge(seen(), recovery)
                        .verdicts(List.of(ExpectationText.parse("fired == 0")))
                        .size());
    }

    @Test
    void statesAndTimes() {
        calmBefore();
        holds("state == RUNNING");
        holds("state != FATAL");
        fails("state == SAFE_MODE", "RUNNING");
        holds("recovery_time <= 1500ms");
        holds("ticks == 0");
    }
}
