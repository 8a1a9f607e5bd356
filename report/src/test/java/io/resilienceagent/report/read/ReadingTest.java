package io.resilienceagent.report.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to one bot: recordings, folders of incidents, an agent's directory. */
class ReadingTest {
    @TempDir
    private Path directory;

    private static List<Reading.Bot> read(Path... named) {
        return new Reading((doing, share) -> {}).read(List.of(named));
    }

    private Path incident(String id, String kind, String cause, Instant at) throws IOException {
        Path folder =
                Files.createDirectories(directory.resolve("state/incidents").resolve(id));
        Files.writeString(folder.resolve("summary.json"), """
                {"incident_id": "%s", "kind": "%s", "timestamp": "%s", "bot": "market-bot", "pid": 4711, "loop": "tick",
                 "thread": "Loop", "cause": "%s", "detected_after_ms": 0.1, "stall_ms": 700, "evidence": {},
                 "state_before": "RUNNING", "state_after": "SAFE_MODE", "cause_incident_id": null}
                """.formatted(id, kind, at, cause));
        return folder;
    }

    /** By their names pauses come before stalls; it is the stall that the recording knows. */
    @Test
    void aPauseIsToldOfTheBotWhoseStallStandsInTheRecording() throws IOException {
        Instant now = Instant.now();
        incident("pause-00000001", "pause", "HOST_SUSPENDED", now);
        Path stall = incident("stall-00000001", "stall", "SLEEP", now);
        Recorded.agent(
                stall.resolve("recording.jfr"), () -> Told.stall("stall-00000001", "tick", "Loop", "SLEEP", 700, true));
        List<Reading.Bot> bots = read(directory.resolve("state"));
        assertEquals(1, bots.size(), bots::toString);
        assertEquals(
                List.of("pause-00000001", "stall-00000001"),
                bots.get(0).story().stalls().stream()
                        .map(Stall::incidentId)
                        .sorted()
                        .toList());
    }

    /** The agent's own recordings do not say whose they are; what was when tells. */
    @Test
    void aPauseWithinTheOnlyRecordingOfAnAgentIsOfItsBot() throws IOException {
        Path recording = directory.resolve("a.jfr");
        Path[] pause = new Path[1];
        Recorded.agent(recording, () -> {
            Told.lag("tick", 3);
            pause[0] = incidentNow();
            Told.lag("tick", 3);
        });
        List<Reading.Bot> bots = read(recording, pause[0]);
        assertEquals(1, bots.size(), bots::toString);
        assertEquals("market-bot", bots.get(0).story().name());
    }

    private Path incidentNow() {
        try {
            return incident("pause-00000001", "pause", "HOST_SUSPENDED", Instant.now());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPauseOfAnotherTimeIsOfAnotherBot() throws IOException {
        Path recording = Recorded.agent(directory.resolve("a.jfr"), () -> Told.lag("tick", 3));
        Path pause = incident("pause-00000001", "pause", "HOST_SUSPENDED", Instant.parse("2026-01-01T00:00:00Z"));
        assertEquals(2, read(recording, pause).size());
    }

    @Test
    void anAgentsDirectoryIsReadWithItsRecordings() throws IOException {
        Path state = directory.resolve("state");
        Path recordings = Files.createDirectories(state.resolve("recordings"));
        Recorded.agent(recordings.resolve("manual-20261123T101500Z.jfr"), () -> Told.lag("tick", 3));
        Files.writeString(recordings.resolve("torn.jfr"), "no recording");
        incident("pause-00000001", "pause", "HOST_SUSPENDED", Instant.now());
        Story story = read(state).get(0).story();
        assertTrue(
                story.sources().stream().anyMatch(source -> source.endsWith("manual-20261123T101500Z.jfr")),
                () -> story.sources().toString());
        assertTrue(
                story.notes().get(0).contains("torn.jfr"), () -> story.notes().toString());
        assertTrue(story.lags().containsKey("tick"));
    }
}
