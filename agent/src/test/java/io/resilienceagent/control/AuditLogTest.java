package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.control.ControlKit.Client;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was changed, and by whom. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AuditLogTest {
    @TempDir
    private Path state;

    private final RecordedEvents events = new RecordedEvents();

    private AuditLog log(long mostBytes) {
        return new AuditLog(state.resolve("audit.log"), mostBytes, events);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(state.resolve("audit.log"));
    }

    @Test
    void aChangeIsALineForItsOwnerAlone() throws IOException {
        AuditLog log = log(1000);
        assertTrue(log.begin("socket user=me", "dump", Map.of("reason", "why\nnot")));
        log.end("done");
        assertEquals(1, lines().size());
        assertTrue(
                lines().get(0)
                        .matches("\\S+Z socket user=me command=dump args=\\{\"reason\":\"why\\\\nnot\"} outcome=done"),
                lines().get(0));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("audit.log"))));
    }

    @Test
    void whatEndedTheProcessHasNoOutcomeAndTheNextLineIsItsOwn() throws IOException {
        log(1000).begin("a", "detach", Map.of());
        AuditLog next = log(1000);
        next.begin("b", "dump", Map.of());
        next.end("done");
        assertEquals(2, lines().size());
        assertTrue(lines().get(0).endsWith("command=detach args={}"), lines().get(0));
        assertTrue(lines().get(1).endsWith("outcome=done"), lines().get(1));
    }

    @Test
    void secretsDoNotGetIn() throws IOException {
        AuditLog log = log(10_000);
        log.begin(
                "a",
                "x",
                Map.of(
                        "options",
                        Map.of("api_key", "Zk83hfKQ02mfLw91xAbC"),
                        "list",
                        List.of("token=Zk83hfKQ02mfLw91xAbC")));
        log.end("done");
        assertFalse(lines().get(0).contains("Zk83"), lines().get(0));
    }

    @Test
    void itIsBoundedAndOneOldFileIsKept() throws IOException {
        AuditLog log = log(1000);
        for (int i = 0; i < 500; i++) {
            assertTrue(log.begin("a", "dump", Map.of("n", i)));
            log.end("done");
        }
        try (Stream<Path> files = Files.list(state)) {
            assertEquals(
                    List.of("audit.log", "audit.log.1"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.size(state.resolve("audit.log")) < 1200);
        assertTrue(Files.size(state.resolve("audit.log.1")) < 1200);
        List<String> lines = lines();
        assertTrue(lines.get(lines.size() - 1).contains("{\"n\":499}"), lines::toString);
        assertEquals(List.of(), events.failures);
    }

    @Test
    void withoutARecordOnlyWhatProtectsIsDone() throws IOException {
        Files.createDirectory(state.resolve("audit.log"));
        try (ControlKit kit = new ControlKit(state);
                Client client = kit.client()) {
            assertEquals(
                    "AUDIT_UNAVAILABLE",
                    client.command("chaos.inject").path("error").path("code").asText());
            assertEquals(0, kit.changed.get());
            assertTrue(client.command("dump").has("result"));
            assertEquals(1, kit.changed.get());
            assertTrue(kit.log().contains(" AUDIT_ERROR "), kit.log());
            assertTrue(kit.log().contains("AUDIT_UNWRITTEN"), kit.log());
            Files.delete(state.resolve("audit.log"));
            assertTrue(client.command("chaos.inject").has("result"));
            assertEquals(1, kit.audit().size());
        }
    }

    @Test
    void whatOnlyAsksLeavesNoLine() throws IOException {
        try (ControlKit kit = new ControlKit(state);
                Client client = kit.client()) {
            client.command("ping");
            client.command("nope");
            assertEquals(List.of(), kit.audit());
        }
    }
}
