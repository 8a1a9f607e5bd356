package io.resilienceagent.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), System::nanoTime);
    private Path root;

    @BeforeEach
    void place() {
        root = directory.resolve("state").resolve("incidents");
    }

    private IncidentStore store(int keep, long bytes) {
        return new IncidentStore(root, keep, bytes, text -> text.replace("s3cret", "***"), log);
    }

    private static Incident incident(String id, Long stallMillis) {
        return new Incident(
                id,
                "stall",
                Instant.parse("2026-01-01T12:00:00.123456Z"),
                "market-bot",
                "tick",
                "LOCK_WAIT",
                1.23456,
                stallMillis,
                "MarketAnalysisLoop",
                Map.of("lock", "s3cret", "holders", List.of(Map.of("id", 7)), "object", new Object()),
                "RUNNING",
                "SAFE_MODE",
                null);
    }

    private static String id(int number) {
        return String.format("stall-%08x", number);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private JsonNode summary(String id) throws IOException {
        return JSON.readTree(root.resolve(id).resolve("summary.json").toFile());
    }

    @Test
    void theSummaryIsTheContract() throws IOException {
        IncidentStore store = store(10, 1 << 20);
        store.write(incident(id(1), null));
        JsonNode lasts = summary(id(1));
        List<String> names = new ArrayList<>();
        lasts.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "incident_id",
                        "kind",
                        "timestamp",
                        "bot",
                        "pid",
                        "loop",
                        "thread",
                        "cause",
                        "detected_after_ms",
                        "stall_ms",
                        "evidence",
                        "state_before",
                        "state_after",
                        "cause_incident_id"),
                names);
        assertEquals("2026-01-01T12:00:00.123Z", lasts.path("timestamp").asText());
        assertEquals(1.235, lasts.path("detected_after_ms").asDouble());
        assertTrue(lasts.path("stall_ms").isNull());
        assertTrue(lasts.path("cause_incident_id").isNull());
        assertEquals("***", lasts.path("evidence").path("lock").asText());
        assertEquals("java.lang.Object", lasts.path("evidence").path("object").asText());
        assertEquals(
                7, lasts.path("evidence").path("holders").path(0).path("id").asInt());
        store.write(incident(id(1), 2500L));
        assertEquals(2500, summary(id(1)).path("stall_ms").asLong());
        assertEquals("", told());
    }

    @Test
    void everythingIsTheOwnersAlone() throws IOException {
        IncidentStore store = store(10, 1 << 20);
        store.write(incident(id(1), 1L));
        store.write(id(1), "task-dump.json", file -> Files.writeString(file, "{}"));
        assertEquals("rwx------", rights(root));
        assertEquals("rwx------", rights(root.resolve(id(1))));
        assertEquals("rw-------", rights(root.resolve(id(1)).resolve("summary.json")));
        assertEquals("rw-------", rights(root.resolve(id(1)).resolve("task-dump.json")));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Gives each its own age, so that the order is plain. */
    private void age(int number) throws IOException {
        Files.setLastModifiedTime(root.resolve(id(number)), FileTime.fromMillis(number * 1000L));
    }

    @Test
    void theOldestGoFirstByCount() throws IOException {
        IncidentStore store = store(3, 1 << 20);
        for (int i = 1; i <= 6; i++) {
            store.write(incident(id(i), 1L));
            age(i);
        }
        assertEquals(List.of(id(4), id(5), id(6)), kept());
    }

    @Test
    void theOldestGoFirstBySize() throws IOException {
        IncidentStore store = store(100, 25_000);
        for (int i = 1; i <= 4; i++) {
            store.write(id(i), "recording.jfr", file -> Files.write(file, new byte[10_000]));
            age(i);
        }
        assertEquals(List.of(id(3), id(4)), kept());
        store.write(id(5), "recording.jfr", file -> Files.write(file, new byte[50_000]));
        assertEquals(List.of(id(5)), kept());
    }

    @Test
    void whatLastsOrIsBeingWrittenStays() throws Exception {
        IncidentStore store = store(1, 1 << 20);
        store.write(incident(id(1), null));
        age(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread writer = new Thread(() -> store.write(id(2), "recording.jfr", file -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
            Files.write(file, new byte[100]);
        }));
        writer.start();
        begun.await();
        age(2);
        store.write(incident(id(3), 1L));
        age(3);
        store.write(incident(id(4), 1L));
        assertEquals(List.of(id(1), id(2), id(4)), kept());
        goOn.countDown();
        writer.join();
        assertTrue(Files.exists(root.resolve(id(2)).resolve("recording.jfr")));
        store.write(incident(id(1), 5L));
        assertEquals(1, kept().size());
    }

    @Test
    void whatOthersPutThereIsLeftAlone() throws IOException {
        Files.createDirectories(root.resolve("notes-of-mine"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious.txt"), "text");
        Files.createSymbolicLink(root.resolve(id(0)), outside);
        IncidentStore store = store(1, 1 << 20);
        for (int i = 1; i <= 3; i++) {
            store.write(incident(id(i), 1L));
            Files.createSymbolicLink(root.resolve(id(i)).resolve("link"), outside);
            age(i);
        }
        store.write(incident(id(4), 1L));
        assertTrue(Files.exists(outside.resolve("precious.txt")));
        assertEquals(List.of("notes-of-mine", id(0), id(4)), kept());
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        IncidentStore store = store(1, 1 << 20);
        for (String bad : List.of("../x-12345678", "stall-1234567", "stall-12345678/..", "", "STALL-12345678")) {
            assertThrows(IllegalArgumentException.class, () -> store.write(incident(bad, 1L)), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> store.write(id(1), "../x.json", file -> {}));
        assertFalse(Files.exists(root));
    }

    /** What a killed process left: half a summary under its working name, a folder without one, and rubbish. */
    @Test
    void leftoversDisturbNobody() throws IOException {
        Path folder = Files.createDirectories(root.resolve(id(1)));
        Files.writeString(folder.resolve(".summary.json.3.part"), "{\"incident_id\": \"st");
        Files.writeString(folder.resolve(".recording.jfr.9.part"), "FLR");
        Files.writeString(folder.resolve("summary.json"), "{\"cut");
        Files.createDirectories(root.resolve(id(2)));
        IncidentStore store = store(10, 1 << 20);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("summary.json")), left.toList());
        }
        store.write(incident(id(1), 3L));
        assertEquals(3, summary(id(1)).path("stall_ms").asInt());
        assertEquals("", told());
    }

    @Test
    void aFileThatFailsHalfwayIsNotThere() throws IOException {
        IncidentStore store = store(10, 1 << 20);
        Optional<Path> file = store.write(id(1), "task-dump.json", part -> {
            Files.writeString(part, "{\"half\":");
            throw new IOException("No space left on device");
        });
        assertEquals(Optional.empty(), file);
        try (Stream<Path> left = Files.list(root.resolve(id(1)))) {
            assertEquals(List.of(), left.toList());
        }
        assertTrue(
                told().contains("CRITICAL INCIDENT_FILE_UNWRITTEN incident_id=" + id(1) + " file=task-dump.json"),
                told());
    }

    @Test
    void twoAtOnce() throws Exception {
        IncidentStore store = store(5, 1 << 20);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int first = t * 100;
            writers.add(new Thread(() -> {
                try {
                    start.await();
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
                for (int i = 0; i < 50; i++) {
                    // Each with a file, and one that all write.
                    store.write(id(first + i), "task-dump.json", file -> Files.writeString(file, "{}"));
                    store.write(incident(id(first + i), 1L));
                    store.write(incident(id(9999), null));
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals("", told());
        // The one that lasts, and those within the bound beside it.
        assertTrue(kept().contains(id(9999)));
        assertTrue(kept().size() <= 6, () -> "too many");
        for (String id : kept()) {
            assertEquals(id, summary(id).path("incident_id").asText());
        }
    }

    /** In place of the directory stands a file: nothing can be written, until it goes. */
    @Test
    void whatTheDiskRefusesIsKeptAndWrittenLater() throws IOException {
        Files.createDirectories(root.getParent());
        Files.writeString(root, "in the way");
        IncidentStore store = store(10, 1 << 20);
        for (int i = 0; i < 110; i++) {
            store.write(incident(id(i), 1L));
        }
        store.write(incident(id(109), 2L));
        assertEquals(100, store.unwritten().size());
        assertEquals(id(10), store.unwritten().get(0).incidentId());
        assertEquals(
                110,
                told().lines()
                        .filter(line -> line.contains("CRITICAL INCIDENT_KEPT_IN_MEMORY"))
                        .count());
        assertEquals(
                10,
                told().lines()
                        .filter(line -> line.contains("CRITICAL INCIDENT_LOST"))
                        .count());
        store.retry();
        assertEquals(100, store.unwritten().size());
        Files.delete(root);
        store.retry();
        assertEquals(List.of(), store.unwritten());
        assertEquals(2, summary(id(109)).path("stall_ms").asInt());
        assertEquals(
                100,
                told().lines()
                        .filter(line -> line.contains("INFO INCIDENT_WRITTEN"))
                        .count());
    }

    @Test
    void aFullDisk() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        assumeTrue(mounted(mount), "skipped: this user may not mount a tmpfs, so no real disk gets full");
        try {
            root = mount.resolve("incidents");
            IncidentStore store = store(1000, 1 << 20);
            Path ballast = mount.resolve("ballast");
            Files.write(ballast, new byte[32 << 10]);
            int number = 0;
            while (store.unwritten().isEmpty()) {
                store.write(incident(id(number++), 1L));
            }
            assertTrue(told().contains("INCIDENT_KEPT_IN_MEMORY incident_id=" + id(number - 1)), told());
            for (String id : kept()) {
                Path summary = root.resolve(id).resolve("summary.json");
                assertTrue(
                        !Files.exists(summary)
                                || JSON.readTree(summary.toFile()).has("cause_incident_id"),
                        id);
            }
            Files.delete(ballast);
            store.retry();
            assertEquals(
                    id(number - 1), summary(id(number - 1)).path("incident_id").asText());
            assertNull(summary(id(number - 1)).get("unknown"));
        } finally {
            assertTrue(run("umount", mount.toString()));
        }
    }

    private static boolean mounted(Path at) throws InterruptedException {
        try {
            return run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", at.toString());
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
