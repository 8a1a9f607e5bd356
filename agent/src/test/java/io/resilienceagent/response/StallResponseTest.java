package io.resilienceagent.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.dump.TaskDump;
import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.JvmWorkplaces;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.flight.FlightRecording;
import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentStore;
import io.resilienceagent.loop.Pause;
import io.resilienceagent.loop.Stall;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.policy.Where;
import io.resilienceagent.state.StateMachine;
import io.resilienceagent.state.SystemState;
import io.resilienceagent.testing.InstrumentedOpener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stall leads to, with real parts on a real disk; only the detector is spoken for. */
class StallResponseTest {
    private static final String ID = "stall-0000000a";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), Ticker.system());
    private final SafeMode safeMode = new SafeMode();
    private final StateMachine machine = new StateMachine(
            StateMachineRule.defaults(new Where("test", 0, 0, "state_machine")), Ticker.system(), safeMode, log);
    private final IncidentDesk desk = new IncidentDesk(log);
    private final Map<String, String> causes = new HashMap<>();
    private StallResponse response;

    @BeforeEach
    void wire() {
        InstrumentedOpener opener = new InstrumentedOpener();
        IncidentStore store = new IncidentStore(directory, 10, 100 << 20, text -> text, log);
        TaskDump dump = new TaskDump(
                store, new JvmThreads(opener), new JvmWorkplaces(opener), text -> text, Ticker.system(), log);
        FlightRecording recording = new FlightRecording(directory.resolve("recorder"), opener::open, log);
        FlightLog flight = new FlightLog(log);
        IncidentDossier dossier = new IncidentDossier(store, dump, recording, flight);
        machine.listen(new StateResponse(desk, dossier, () -> "bot", Optional::empty, flight));
        response =
                new StallResponse(machine, desk, dossier, () -> "bot", (loop, thread) -> causes.get(loop), flight, log);
    }

    private static Stall stall(Cause cause, String evidence, long stalledMillis, boolean over) {
        return new Stall(
                ID,
                "tick",
                Thread.currentThread().getName(),
                Thread.currentThread().getId(),
                new Finding(cause, Map.of("summary", evidence)),
                TimeUnit.MILLISECONDS.toNanos(500),
                TimeUnit.MICROSECONDS.toNanos(6_540),
                TimeUnit.MILLISECONDS.toNanos(stalledMillis),
                over);
    }

    private JsonNode summary(String id) throws IOException {
        assertTrue(desk.settle(Duration.ofSeconds(60)));
        return new ObjectMapper()
                .readTree(Files.readString(directory.resolve(id).resolve("summary.json")));
    }

    private List<String> lines(String name) {
        return told.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" " + name + " "))
                .toList();
    }

    @Test
    void ordersAreRefusedBeforeAnybodyWaitsForADisk() throws Exception {
        CountDownLatch diskStands = new CountDownLatch(1);
        desk.hand(() -> {
            try {
                diskStands.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        response.stalled(stall(Cause.LOCK_WAIT, "waits", 506, false));

        assertEquals("SAFE_MODE", safeMode.refusal().code());
        assertEquals(SystemState.SAFE_MODE, machine.state());
        assertFalse(Files.exists(directory.resolve(ID)));
        diskStands.countDown();
        assertEquals("SAFE_MODE", summary(ID).get("state_after").asText());
    }

    @Test
    void whatAStallFollowsFromStaysWithItWhenThatIsOver() throws Exception {
        causes.put("tick", "chaos-0000000b");
        response.stalled(stall(Cause.CPU_SPIN, "computes", 506, false));
        causes.clear();
        response.ended(stall(Cause.CPU_SPIN, "computes", 900, true));

        assertEquals("chaos-0000000b", summary(ID).get("cause_incident_id").asText());
        assertEquals(900, summary(ID).get("stall_ms").asInt());
        String line = lines("LOOP_GUARD_TIMEOUT").get(0);
        assertTrue(line.endsWith(" cause_incident_id=chaos-0000000b"), line);
    }

    @Test
    void theDossierIsWhatTheContractSays() throws Exception {
        response.stalled(stall(Cause.LOCK_WAIT, "waits", 506, false));

        JsonNode summary = summary(ID);
        assertEquals(ID, summary.get("incident_id").asText());
        assertEquals("stall", summary.get("kind").asText());
        assertEquals("tick", summary.get("loop").asText());
        assertEquals("LOCK_WAIT", summary.get("cause").asText());
        assertEquals(6.5, summary.get("detected_after_ms").asDouble());
        assertTrue(summary.get("stall_ms").isNull());
        assertEquals("RUNNING", summary.get("state_before").asText());
        assertEquals("waits", summary.at("/evidence/summary").asText());
        JsonNode dump = new ObjectMapper()
                .readTree(directory.resolve(ID).resolve("task-dump.json").toFile());
        assertEquals(ID, dump.get("incident_id").asText());

        String transition = lines("STATE_TRANSITION").get(0);
        assertTrue(transition.endsWith(" cause_incident_id=" + ID), transition);
        String stateId = machine.standing().incidentId();
        JsonNode state = summary(stateId);
        assertEquals("state", state.get("kind").asText());
        assertEquals(ID, state.get("cause_incident_id").asText());
        assertEquals(
                List.of("LOOP_GUARD_TIMEOUT", "SAFE_MODE"),
                lines("TASK_DUMP_START").stream()
                        .map(line -> line.replaceAll(".*context=(\\S+) .*", "$1"))
                        .toList());
    }

    @Test
    void theCauseIsThatOfTheFirstMomentAndWhatCameLaterIsListed() throws Exception {
        response.stalled(stall(Cause.LOCK_WAIT, "waits", 506, false));
        response.updated(stall(Cause.LOCK_WAIT, "waits, holder gone", 750, false));
        response.updated(stall(Cause.CPU_SPIN, "computes", 1000, false));
        response.ended(stall(Cause.CPU_SPIN, "computes", 1234, true));

        JsonNode summary = summary(ID);
        assertEquals("LOCK_WAIT", summary.get("cause").asText());
        assertEquals("waits", summary.at("/evidence/summary").asText());
        assertEquals("CPU_SPIN", summary.at("/evidence/later/0/cause").asText());
        assertEquals(1000, summary.at("/evidence/later/0/after_ms").asInt());
        assertEquals(1, summary.at("/evidence/later").size());
        assertEquals(1234, summary.get("stall_ms").asInt());
        assertEquals(List.of(), lines("LOOP_STALL_CAUSE"));
        assertEquals(1, lines("LOOP_GOES_ON").size());
    }

    @Test
    void anUnknownCauseIsReplacedOnceItIsKnown() throws Exception {
        response.stalled(stall(Cause.UNKNOWN, "too busy to tell", 506, false));
        response.updated(stall(Cause.BLOCKING_IO, "reads", 750, false));

        assertEquals("BLOCKING_IO", summary(ID).get("cause").asText());
        assertEquals(1, lines("LOOP_STALL_CAUSE").size());
    }

    @Test
    void theRecordersTestimonyJoinsTheFirstEvidence() throws Exception {
        response.stalled(stall(Cause.BLOCKING_IO, "reads", 506, false));
        Stall later = stall(Cause.BLOCKING_IO, "reads", 2000, false);
        Finding recorded =
                new Finding(Cause.BLOCKING_IO, Map.of("summary", "other", "recorded", Map.of("peer", "h:1")));
        response.updated(new Stall(
                ID, "tick", later.thread(), later.threadId(), recorded, later.limitNanos(), 0, 2_000_000_000L, false));

        JsonNode evidence = summary(ID).get("evidence");
        assertEquals("reads", evidence.get("summary").asText());
        assertEquals("h:1", evidence.at("/recorded/peer").asText());
    }

    @Test
    void aPauseOfTheProcessIsToldAsWhatItIsAndChangesNoState() throws Exception {
        String id = "pause-0000000b";
        response.paused(new Pause(id, "tick", new Finding(Cause.GC_PAUSE, Map.of("summary", "gc")), 700_000_000L));

        JsonNode summary = summary(id);
        assertEquals("pause", summary.get("kind").asText());
        assertEquals("GC_PAUSE", summary.get("cause").asText());
        assertEquals(700, summary.get("stall_ms").asInt());
        assertEquals(SystemState.RUNNING, machine.state());
        assertFalse(Files.exists(directory.resolve(id).resolve("task-dump.json")));
    }

    @Test
    void theDeskOutlivesAJobThatBreaks() {
        desk.hand(() -> {
            throw new OutOfMemoryError("as a host's heap may be");
        });
        assertTrue(desk.settle(Duration.ofSeconds(60)));
        assertEquals(1, log.failures().entries().size());
    }
}
