package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a loop that stood still. */
class LoopStallRuleTest {
    private final Story story = Stories.of(60_000);

    private Finding found() {
        List<Finding> findings = Stories.found(story, "LOOP_STALL");
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    @Test
    void theAgentsWordsAndTimesAreTheEvidence() {
        story.add(
                Stories.stall("stall-00000001", "SLEEP", 2_000, 5_000, Map.of("summary", "tick sleeps in a.Bot.tick")));
        Finding stall = found();
        assertEquals("loop tick stood still for 3.0 s: SLEEP", stall.title());
        assertEquals("tick sleeps in a.Bot.tick", stall.evidence().get(0));
        assertTrue(
                stall.evidence()
                        .get(1)
                        .matches("thread Loop, stuck since .*, limit 500 ms, seen 1\\.00 ms after the limit"),
                stall::toString);
        assertEquals(2, stall.evidence().size());
        assertEquals(Stories.at(2_000), stall.from());
        assertEquals(Stories.at(5_000), stall.to());
    }

    @Test
    void oneThatIsNotOverIsTheWorstAndLastsToTheEnd() {
        story.add(Stories.locked("stall-00000001", List.of(), 2_000, 3_000));
        story.add(Stories.stall("stall-00000002", "DEADLOCK", 10_000, 30_000, Map.of()));
        Finding stall = found();
        assertEquals("loop tick stood still, 2 times, and did not go on again: DEADLOCK", stall.title());
        assertEquals("stall-00000001", stall.incidentId());
        assertEquals(story.to(), stall.to());
    }

    @Test
    void anUnknownCauseIsNotCertain() {
        story.add(Stories.stall("stall-00000001", "UNKNOWN", 2_000, 5_000, Map.of()));
        assertEquals(Sure.LIKELY, found().sure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEADLOCK",
                "LOCK_WAIT",
                "BLOCKING_IO",
                "CPU_SPIN",
                "RUNAWAY_RECURSION",
                "SLEEP",
                "LOOP_DEAD",
                "STARVATION"
            })
    void eachCauseHasItsOwnAdvice(String cause) {
        story.add(Stories.stall("stall-00000001", cause, 2_000, 5_000, Map.of()));
        String advice = found().recommendation();
        Story unknown = Stories.of(60_000);
        unknown.add(Stories.stall("stall-00000001", "UNKNOWN", 2_000, 5_000, Map.of()));
        assertNotEquals(Stories.found(unknown, "LOOP_STALL").get(0).recommendation(), advice);
        assertFalse(advice.isEmpty());
        assertEquals(Sure.CERTAIN, found().sure());
    }

    @Test
    void oneThatWasMadeOnPurposeSaysSo() {
        story.add(Stories.following("stall-00000001", "CPU_SPIN", 2_000, 5_000, "chaos-00000001"));
        story.add(new Fault("chaos-00000001", "cpu_bound_loop", "tick", Stories.at(1_500), 0, 1, "", "a test", false));
        story.add(new Fault("chaos-00000002", "latency", "price", Stories.at(1_500), 0, 1, "", "a test", false));
        assertEquals(2, found().evidence().size(), "the other experiment has no part in it");
        assertTrue(
                found().evidence().contains("on purpose: experiment chaos-00000001 (cpu_bound_loop) was at work"),
                () -> found().toString());
    }

    @Test
    void anExperimentThatOnlyCountedIsNoReason() {
        story.add(Stories.following("stall-00000001", "CPU_SPIN", 2_000, 5_000, "chaos-00000001"));
        story.add(new Fault("chaos-00000001", "cpu_bound_loop", "tick", Stories.at(1_500), 0, 1, "", "a test", true));
        assertTrue(
                found().evidence().stream().noneMatch(line -> line.startsWith("on purpose")), () -> found().toString());
    }

    @Test
    void aPauseIsNoStallOfALoop() {
        story.add(Stories.pause("pause-00000001", "GC_PAUSE", 2_000, 5_000, Map.of()));
        assertEquals(List.of(), Stories.found(story, "LOOP_STALL"));
    }
}
