package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlightWitnessTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    private final FlightWitness witness = new FlightWitness(() -> NOW);
    private final Thread thread = Thread.currentThread();

    private void saw(Sightings.Kind kind, int secondsAgo, String subject, String more) {
        witness.saw(thread.getId(), kind, NOW.minusSeconds(secondsAgo), 20_000_000, subject, more);
    }

    @Test
    void tellsTheHottestFramesAndTheLastOfEachKind() {
        for (int i = 0; i < 7; i++) {
            saw(Sightings.Kind.SAMPLE, 1, "Loop.spin:7", "");
            saw(Sightings.Kind.SOCKET, 1, "peer-" + i + ":443", "read 3 bytes");
        }
        saw(Sightings.Kind.SAMPLE, 1, "Loop.other:9", "");
        saw(Sightings.Kind.SAMPLE, 60, "Long.ago:1", "");
        saw(Sightings.Kind.MONITOR, 2, "java.lang.Object", "trader");
        Map<String, Object> facts = witness.about(thread, TEN_SECONDS);
        assertEquals(
                List.of(Map.of("frame", "Loop.spin:7", "samples", 7), Map.of("frame", "Loop.other:9", "samples", 1)),
                facts.get("hottest"));
        List<?> sockets = (List<?>) facts.get("sockets");
        assertEquals(5, sockets.size());
        assertEquals(Map.of("peer", "peer-6:443", "what", "read 3 bytes", "ms", 20L), sockets.get(0));
        assertEquals(
                List.of(Map.of("class", "java.lang.Object", "owner", "trader", "ms", 20L)),
                facts.get("monitors_entered"));
        assertFalse(facts.containsKey("files"));
        assertEquals(Map.of(), witness.about(new Thread(() -> {}), TEN_SECONDS));
    }

    @Test
    void tellsWhatStoppedTheWholeProcess() {
        witness.stoodStill(Sightings.Kind.GC_PAUSE, NOW, Duration.ofMillis(80).toNanos(), "Pause Full");
        witness.stoodStill(Sightings.Kind.GC_PAUSE, NOW, Duration.ofMillis(20).toNanos(), "Pause Young");
        witness.load(0.25, 1);
        Map<String, Object> facts = witness.about(thread, TEN_SECONDS);
        assertEquals(
                Map.of("count", 2, "total_ms", 100L, "longest_ms", 80L, "longest", "Pause Full"),
                facts.get("gc_pauses"));
        assertEquals(Map.of("jvm", 25L, "machine", 100L), facts.get("cpu_percent"));
    }

    @Test
    void forgetsTheThreadsThatDidNothingLately() {
        saw(Sightings.Kind.PARK, 1, "Lock", "");
        for (int other = 1; other <= 255; other++) {
            witness.saw(-other, Sightings.Kind.PARK, NOW, 1, "Lock", "");
        }
        assertTrue(witness.about(thread, TEN_SECONDS).containsKey("parks"));
        for (int other = 1; other <= 256; other++) {
            witness.saw(-other, Sightings.Kind.PARK, NOW, 1, "Lock", "");
        }
        assertEquals(Map.of(), witness.about(thread, TEN_SECONDS));
    }

    @Test
    void aRingKeepsTheNewest() {
        for (int i = 0; i < 1000; i++) {
            saw(Sightings.Kind.FILE, 1, "/file-" + i, "");
        }
        List<?> files = (List<?>) witness.about(thread, TEN_SECONDS).get("files");
        assertEquals(Map.of("path", "/file-999", "ms", 20L), files.get(0));
    }
}
