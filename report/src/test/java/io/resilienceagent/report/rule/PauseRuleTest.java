package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pauses of the whole process: who made them, and when they are worth a word. */
class PauseRuleTest {
    private static final long MILLI = 1_000_000L;

    private final Story story = Stories.of(60_000);

    private void stopped(long atMillis, long millis) {
        story.machine().add(new Pause(Stories.at(atMillis), millis * MILLI, false, "HeapDumper"));
    }

    private void collected(long atMillis, long millis) {
        story.machine().add(new Pause(Stories.at(atMillis), millis * MILLI, true, "GC Pause"));
    }

    @Test
    void aLongStopOfTheJvmIsToldWithItsOperation() {
        stopped(1_000, 20);
        stopped(5_000, 300);
        Finding stop = Stories.only(story);
        assertEquals("SAFEPOINT_LAG", stop.rule());
        assertEquals("a stop of the JVM (HeapDumper) stopped everything for up to 300 ms", stop.title());
        assertEquals(Severity.MEDIUM, stop.severity());
        assertEquals(Sure.CERTAIN, stop.sure());
        assertEquals(Stories.at(5_000), stop.from());
        assertEquals(Stories.at(5_300), stop.to());
        assertTrue(stop.evidence().contains("2 pauses, 320 ms of 1 min in all"), stop::toString);
    }

    @Test
    void fromASecondOnAStopIsHigh() {
        stopped(5_000, 999);
        assertEquals(Severity.MEDIUM, Stories.only(story).severity());
        stopped(7_000, 1_000);
        assertEquals(Severity.HIGH, Stories.only(story).severity());
    }

    @Test
    void aStopOfMoreThanHalfOfALoopsLimitIsHigh() {
        stopped(5_000, 300);
        story.lag("slow", Stories.at(5_300), 300 * MILLI, 600 * MILLI);
        assertEquals(Severity.MEDIUM, Stories.only(story).severity(), "just the half");
        story.lag("quick", Stories.at(5_300), 300 * MILLI, 500 * MILLI);
        Finding stop = Stories.only(story);
        assertEquals(Severity.HIGH, stop.severity());
        assertTrue(
                stop.evidence().contains("more than half of what loop quick may go without progress (500 ms)"),
                stop::toString);
    }

    @Test
    void aStopThatTheAgentSawTooIsHigh() {
        stopped(5_000, 300);
        story.add(Stories.pause("pause-00000001", "SAFEPOINT", 8_000, 8_300, Map.of()));
        assertEquals(Severity.MEDIUM, Stories.only(story).severity(), "that was another one");
        story.add(Stories.pause("pause-00000002", "SAFEPOINT", 4_990, 5_290, Map.of()));
        Finding stop = Stories.only(story);
        assertEquals(Severity.HIGH, stop.severity());
        assertTrue(stop.evidence().contains("the agent saw it too: pause-00000002"), stop::toString);
    }

    @Test
    void shortStopsAreToldWhenTheyTakeATwentiethOfTheTime() {
        for (int i = 0; i < 1_000; i++) {
            stopped(i * 60L, 3);
        }
        assertEquals(List.of(), Rules.findings(story), "3 s of 60 s are no more than a twentieth");
        stopped(59_990, 3);
        Finding stop = Stories.only(story);
        assertEquals("SAFEPOINT_LAG", stop.rule());
        assertTrue(stop.evidence().contains("1001 pauses, 3.0 s of 1 min in all"), stop::toString);
    }

    @Test
    void garbageAndOtherStopsAreToldApart() {
        for (int i = 0; i < 600; i++) {
            collected(i * 100L, 90);
        }
        stopped(5_000, 210);
        assertEquals(
                "garbage collection stopped everything for up to 90 ms",
                Stories.found(story, "GC_LAG").get(0).title());
        assertEquals(
                "a stop of the JVM (HeapDumper) stopped everything for up to 210 ms",
                Stories.found(story, "SAFEPOINT_LAG").get(0).title());
        assertEquals(2, Rules.findings(story).size());
    }

    @Test
    void aProcessThatWasSuspendedIsToldByTheAgentsEvidence() {
        String words = "the hypervisor gave the machine no time, for 3000 ms";
        story.add(Stories.pause("pause-00000001", "HOST_SUSPENDED", 2_000, 5_000, Map.of("summary", words)));
        Finding suspended = Stories.only(story);
        assertEquals("HOST_SUSPENDED", suspended.rule());
        assertEquals("the process stood still for 3.0 s, from outside", suspended.title());
        assertEquals(List.of(words), suspended.evidence());
        assertEquals("pause-00000001", suspended.incidentId());
        assertEquals(Severity.MEDIUM, suspended.severity());
        assertEquals(Sure.CERTAIN, suspended.sure());
        assertEquals(Stories.at(2_000), suspended.from());
        assertEquals(Stories.at(5_000), suspended.to());
    }

    @Test
    void manySuspensionsAreOneFindingOfTheLongest() {
        for (int i = 0; i < 5; i++) {
            story.add(Stories.pause("pause-0000000" + i, "HOST_SUSPENDED", i * 10_000L, i * 10_000L + 1_000, Map.of()));
        }
        story.add(Stories.pause("pause-00000009", "HOST_SUSPENDED", 15_000, 19_000, Map.of()));
        Finding suspended = Stories.only(story);
        assertEquals("the process stood still 6 times, for up to 4.0 s, from outside", suspended.title());
        assertEquals("pause-00000009", suspended.incidentId());
        assertEquals("the agent's own clock", suspended.evidence().get(0));
        assertTrue(suspended.evidence().get(1).endsWith(", 9.0 s in all"), suspended::toString);
    }

    @Test
    void aPauseThatNobodyCanExplainIsPossiblyASuspension() {
        story.add(Stories.pause("pause-00000001", "UNKNOWN", 2_000, 5_000, Map.of()));
        Finding unexplained = Stories.only(story);
        assertEquals("HOST_SUSPENDED", unexplained.rule());
        assertEquals("the process stood still for 3.0 s; why cannot be told", unexplained.title());
        assertEquals(Sure.POSSIBLE, unexplained.sure());
    }

    /** As of an incident whose recording is lost. */
    @Test
    void aPauseOfTheJvmsIsToldByTheAgentWhereTheJvmsEventsAreMissing() {
        story.add(Stories.pause("pause-00000001", "GC_PAUSE", 2_000, 3_000, Map.of()));
        story.add(Stories.pause("pause-00000002", "SAFEPOINT", 5_000, 6_500, Map.of()));
        List<Finding> findings = Rules.findings(story);
        assertEquals(
                List.of("GC_LAG", "SAFEPOINT_LAG"),
                findings.stream().map(Finding::rule).toList());
        assertEquals(
                "the process stood still for 1.0 s, for garbage",
                findings.get(0).title());
        assertEquals(
                "the process stood still for 1.5 s, because the JVM stopped all threads",
                findings.get(1).title());
    }

    @Test
    void shortAndSeldomPausesAreNoFinding() {
        stopped(5_000, 199);
        collected(9_000, 199);
        assertEquals(List.of(), Rules.findings(story));
        stopped(10_000, 200);
        assertEquals("SAFEPOINT_LAG", Stories.only(story).rule(), "now one was long");
    }
}
