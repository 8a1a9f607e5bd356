package io.resilienceagent.report.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.read.Reading;
import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules make of the agent's own events and files. */
class AgentRulesTest {
    @TempDir
    private Path directory;

    private Story read(Runnable told) {
        return new Reading((doing, share) -> {})
                .read(List.of(Recorded.here(directory.resolve("here.jfr"), told)))
                .get(0)
                .story();
    }

    private static List<Finding> found(Story story, String rule) {
        return Rules.findings(story).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    @Test
    void aStallIsOneFindingFromItsBeginToItsEnd() {
        Story story = read(() -> {
            Told.stall("stall-00000001", "tick", "Loop", "CPU_SPIN", 700, false);
            Told.transition("RUNNING", "SAFE_MODE", "stall-00000001");
            Told.stall("stall-00000001", "tick", "Loop", "CPU_SPIN", 900, true);
        });
        Stall stall = story.stalls().get(0);
        assertEquals(1, story.stalls().size());
        assertEquals(900_000_000, stall.stalled());
        assertTrue(stall.over());
        List<Finding> findings = found(story, "LOOP_STALL");
        assertEquals(1, findings.size());
        assertEquals(
                "loop tick stood still for 900 ms: CPU_SPIN", findings.get(0).title());
        assertEquals("stall-00000001", findings.get(0).incidentId());
        assertEquals(Sure.CERTAIN, findings.get(0).sure());
    }

    @Test
    void stallsOfOneLoopAndCauseAreOneFinding() {
        Story story = read(() -> {
            Told.stall("stall-00000001", "tick", "Loop", "SLEEP", 700, true);
            Told.stall("stall-00000002", "tick", "Loop", "SLEEP", 800, true);
            Told.stall("stall-00000003", "tick", "Loop", "LOCK_WAIT", 800, true);
        });
        assertEquals(
                Set.of(
                        "loop tick stood still, 2 times, the longest for 800 ms: SLEEP",
                        "loop tick stood still for 800 ms: LOCK_WAIT"),
                found(story, "LOOP_STALL").stream().map(Finding::title).collect(Collectors.toSet()));
    }

    @Test
    void anOrderThatStayedUnknownIsOneAndOneThatTurnedOutIsNone() {
        Story story = read(() -> {
            Told.order(1, "UNKNOWN", "no answer");
            Told.order(2, "UNKNOWN", "no answer");
            Told.order(2, "ACCEPTED", "found at the exchange");
            Told.order(3, "ACCEPTED", "");
        });
        List<Finding> findings = found(story, "ORDER_UNKNOWN");
        assertEquals(1, findings.size());
        assertEquals("1 order left with an unknown outcome", findings.get(0).title());
        assertTrue(findings.get(0).evidence().get(0).contains("BUY 1 BTCUSDT"), findings::toString);
        assertEquals(2L, story.orders().get("place_order").get("ACCEPTED"));
    }

    @Test
    void aBreakerThatOpensThreeTimesFlaps() {
        Story story = read(() -> {
            for (int i = 0; i < 3; i++) {
                Told.circuit("place_order", "ETHUSDT", "CLOSED", "OPEN");
                Told.circuit("place_order", "ETHUSDT", "OPEN", "HALF_OPEN");
            }
            Told.circuit("place_order", "BTCUSDT", "CLOSED", "OPEN");
        });
        List<Finding> findings = found(story, "BREAKER_FLAPPING");
        assertEquals(1, findings.size());
        assertEquals(
                "the breaker place_order ETHUSDT opened 3 times",
                findings.get(0).title());
    }

    @Test
    void anIncidentFolderBringsItsEvidence() throws IOException {
        Path incident = Files.createDirectories(directory.resolve("state/incidents/stall-00000009"));
        Files.writeString(incident.resolve("summary.json"), """
                {"incident_id": "stall-00000009", "kind": "stall", "timestamp": "2026-11-23T12:38:15.954Z", "bot": "market-bot",
                 "pid": 4711, "loop": "tick", "thread": "Loop", "cause": "LOCK_WAIT", "detected_after_ms": 0.1, "stall_ms": 3000,
                 "evidence": {"summary": "tick waits for a lock", "waits_for": "com.acme.Positions@1b",
                   "holder": {"thread": "report-writer", "does": "waits in socket read", "at": "com.acme.Writer.write"}},
                 "state_before": "RUNNING", "state_after": "SAFE_MODE", "cause_incident_id": null}
                """);
        Files.writeString(directory.resolve("state/status.json"), """
                {"bot": "market-bot", "process": 4711, "join_points": {
                  "place_order": {"kind": "order", "on": ["com.acme.Bot#place"], "matched": [], "calls": 0,
                    "error": "RULE_WITHOUT_EFFECT: no loaded class matched"},
                  "cancel": {"kind": "cancel", "on": ["com.acme.Bot#cancel"], "matched": ["com.acme.Bot#cancel()"], "calls": 0},
                  "tick": {"kind": "loop", "on": ["com.acme.Bot#tick"], "matched": ["com.acme.Bot#tick()"], "calls": 9}}}
                """);
        Story story =
                new Reading((doing, share) -> {}).read(List.of(incident)).get(0).story();
        assertEquals("market-bot", story.name());
        assertEquals(
                "report-writer held com.acme.Positions@1b while loop tick waited for it",
                found(story, "LOCK_HOLDER").get(0).title());
        List<Finding> without = found(story, "RULE_WITHOUT_EFFECT");
        assertEquals(
                List.of(
                        "join point place_order matched no method: it guards nothing",
                        "join point cancel was never called"),
                without.stream().map(Finding::title).toList());
        assertEquals(
                List.of(Sure.CERTAIN, Sure.POSSIBLE),
                without.stream().map(Finding::sure).toList());
    }

    @Test
    void aSuspendedProcessIsToldByItsIncidentFolderAlone() throws IOException {
        Path incident = Files.createDirectories(directory.resolve("state/incidents/pause-00000003"));
        Files.writeString(incident.resolve("summary.json"), """
                {"incident_id": "pause-00000003", "kind": "pause", "timestamp": "2026-11-23T12:38:15.954Z", "bot": "market-bot",
                 "pid": 4711, "loop": "tick", "thread": null, "cause": "HOST_SUSPENDED", "stall_ms": 3000,
                 "evidence": {"summary": "the container's processor quota was used up, for 3000 ms", "throttled_ms": 2900},
                 "state_before": "RUNNING", "state_after": "RUNNING", "cause_incident_id": null}
                """);
        Story story =
                new Reading((doing, share) -> {}).read(List.of(incident)).get(0).story();
        Finding suspended = found(story, "HOST_SUSPENDED").get(0);
        assertEquals("the process stood still for 3.0 s, from outside", suspended.title());
        assertEquals(List.of("the container's processor quota was used up, for 3000 ms"), suspended.evidence());
        assertEquals(3_000_000_000L, suspended.to() - suspended.from());
        assertEquals(List.of(), found(story, "LOOP_STALL"), "the loop could not help it");
    }

    @Test
    void whatTheRecorderLostIsAddedUp() {
        Finding lost = found(
                        read(() -> {
                            Told.dataLoss(4_000);
                            Told.dataLoss(711);
                        }),
                        "EVENTS_LOST")
                .get(0);
        assertEquals("the flight recorder lost 4711 bytes of events", lost.title());
        assertEquals(Severity.LOW, lost.severity());
        assertEquals(Sure.CERTAIN, lost.sure());
        assertEquals(List.of("jdk.DataLoss"), lost.evidence());
    }

    @Test
    void aQuietRecordingHasNoFinding() {
        Story story = read(() -> Told.lag("tick", 3));
        assertEquals(List.of(), Rules.findings(story));
        assertTrue(story.agent());
    }
}
