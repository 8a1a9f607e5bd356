package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightLogTest {
    private static final Instant STUCK = Instant.ofEpochMilli(1_795_000_000_123L);

    @TempDir
    Path directory;

    private final RecordedEvents told = new RecordedEvents();
    private final FlightLog log = new FlightLog(told);

    private Map<String, RecordedEvent> recorded(boolean ticks, Runnable writing) throws IOException {
        Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            if (ticks) {
                recording.enable(LoopTick.class);
            }
            recording.start();
            writing.run();
            recording.stop();
            recording.dump(file);
        }
        Map<String, RecordedEvent> events = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            events.put(event.getEventType().getName(), event);
        }
        assertEquals(List.of(), told.failures);
        return events;
    }

    private void everything() {
        log.stall(
                "stall-00000001",
                "tick",
                "Loop-1",
                "DEADLOCK",
                500_000_000,
                3_000_000,
                STUCK,
                510_000_000,
                false,
                "chaos-00000003");
        log.transition(
                "state-00000002", "RUNNING", "SAFE_MODE", "loop_stall", "loop_guard", STUCK, 7, "stall-00000001");
        log.taskDump("stall-00000001", "LOOP_GUARD_TIMEOUT", 42, 90_000_000, 4096, true);
        log.recovery("state-00000002", "SAFE_MODE", 2, 3, "");
        log.lag("tick", 100, 200);
        log.fault("chaos-00000003", "cpu_bound_loop", "tick", 7, 300, "test", false, 1, "deadline");
        if (log.wantsTicks()) {
            log.tick("busy", "Loop-2", 30_000, 1_000_000_000, -1, 9);
        }
    }

    @Test
    void whatIsToldStandsInTheRecordingAndReadsWell() throws IOException {
        Map<String, RecordedEvent> events = recorded(true, this::everything);
        RecordedEvent stall = events.get("resilience.LoopStall");
        assertEquals("stall-00000001", stall.getString("incidentId"));
        assertEquals("DEADLOCK", stall.getString("cause"));
        assertEquals(510, stall.getDuration("stalled").toMillis());
        assertFalse(stall.getBoolean("over"));
        assertEquals(STUCK, stall.getInstant("stuckSince"));
        assertEquals("chaos-00000003", stall.getString("causeIncidentId"));
        RecordedEvent transition = events.get("resilience.StateTransition");
        assertEquals("SAFE_MODE", transition.getString("to"));
        assertEquals("stall-00000001", transition.getString("causeIncidentId"));
        assertEquals(STUCK, transition.getInstant("at"));
        assertEquals(42, events.get("resilience.TaskDump").getInt("totalTasks"));
        assertEquals(4096, events.get("resilience.TaskDump").getLong("fileSize"));
        assertEquals(2, events.get("resilience.Recovery").getInt("cycle"));
        assertTrue(events.get("resilience.Recovery").getBoolean("successful"));
        assertEquals(
                100,
                events.get("resilience.LoopLag").getDuration("sinceProgress").toNanos());
        RecordedEvent untimed = events.get("resilience.LoopTick");
        assertEquals(30_000, untimed.getLong("ticks"));
        assertEquals(Long.MIN_VALUE, untimed.getDuration("runTime").toSeconds(), "shown as not available");
        RecordedEvent fault = events.get("resilience.FaultInjected");
        assertEquals("chaos-00000003", fault.getString("incidentId"));
        assertEquals("deadline", fault.getString("whyEnded"));
        assertEquals(300, fault.getDuration("longest").toNanos());
        assertEquals(1, fault.getLong("fired"));
    }

    @Test
    void ticksAreOffUnlessSomebodyAsks() throws IOException {
        Map<String, RecordedEvent> events = recorded(false, this::everything);
        assertTrue(events.containsKey("resilience.LoopStall"));
        assertFalse(events.containsKey("resilience.LoopTick"));
    }

    @Test
    void lagsAreToldWhenTheRecorderAsksForThem() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(2);
        try (Recording recording = new Recording()) {
            recording.enable(LoopLag.class).withPeriod(Duration.ofMillis(10));
            recording.start();
            log.periodically(asked::countDown);
            asked.await();
        }
        assertEquals(List.of(), told.failures);
    }
}
