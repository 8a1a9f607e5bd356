package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One row of the table in one mode: calm, struck, over at the deadline, calm again. */
final class MatrixRun {
    private static final int KILLED = 128 + 9;

    private final MatrixRow row;
    private final MatrixVictim victim;

    MatrixRun(MatrixRow row, MatrixVictim victim) {
        this.row = row;
        this.victim = victim;
    }

    /** Runs it, and gives back all types that the agent knows; fails where something is not as the row says. */
    Set<String> run() throws Exception {
        Awaits.until(victim.process(), row + ": the loop is known", this::ticks);
        victim.awaitCalm();
        victim.mark();
        Set<String> types = new TreeSet<>();
        try (ControlLine line = new ControlLine(victim.directory())) {
            line.result("chaos.list", "{}")
                    .get("types")
                    .forEach(type -> types.add(type.get("name").asText()));
            String id = line.result("chaos.inject", row.arguments()).get("id").asText();
            if (row.isEnd()) {
                assertEnds();
                return types;
            }
            Awaits.until(
                    victim.process(),
                    row + ": it is met or over",
                    () -> victim.met()
                            || experiment(line, id).get("verified_gone").asBoolean());
            Awaits.until(victim.process(), row + ": it is gone", () -> experiment(line, id)
                    .get("verified_gone")
                    .asBoolean());
            victim.awaitCalm();
            assertTrue(victim.met(), () -> "it did not meet '" + row.met() + "' but " + victim.lines());
            JsonNode over = experiment(line, id);
            assertEquals("deadline", over.get("why_ended").asText());
            assertTrue(over.get("fired").asInt() > 0, over.toString());
            if (row.isStall()) {
                assertTold(line, id);
            }
        }
        assertFalse(victim.log().contains(" ERROR "), victim.log());
        return types;
    }

    private boolean ticks() throws IOException {
        Path socket = victim.directory().resolve("resilience-state").resolve("control.sock");
        if (!Files.exists(socket)) {
            return false;
        }
        try (ControlLine line = new ControlLine(victim.directory())) {
            return line.result("status", "{}").at("/loops/tick/ticks").asInt() > 10;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static JsonNode experiment(ControlLine line, String id) throws IOException {
        for (JsonNode each : line.result("chaos.list", "{}").get("experiments")) {
            if (each.get("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no experiment " + id);
    }

    /** The detector's account of it, and the bot's way to SAFE_MODE and back. */
    private void assertTold(ControlLine line, String id) {
        Awaits.until(
                victim.process(),
                row + ": RUNNING",
                () -> line.result("status", "{}").at("/state/state").asText().equals("RUNNING"));
        IncidentFiles incidents = new IncidentFiles(victim.directory().resolve("resilience-state"));
        List<JsonNode> stalls = incidents.ofKind("stall");
        assertEquals(1, stalls.size(), () -> stalls + victim.log());
        JsonNode stall = stalls.get(0);
        assertEquals(row.cause(), stall.get("cause").asText(), stall::toPrettyString);
        assertEquals(id, stall.path("cause_incident_id").asText(), stall::toPrettyString);
        assertEquals("SAFE_MODE", stall.get("state_after").asText(), stall::toPrettyString);
    }

    private void assertEnds() throws InterruptedException {
        assertTrue(victim.process().waitFor(60, TimeUnit.SECONDS), "it lives");
        assertEquals(KILLED, victim.process().exitValue());
        assertTrue(victim.met(), () -> victim.lines().toString());
        assertTrue(victim.log().contains(" CHAOS_KILL "), victim.log());
    }
}
