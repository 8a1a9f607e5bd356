package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that people ask for, with this JVM's own recorder. */
class NamedRecordingsTest {
    private static final Optional<String> ANY = Optional.empty();

    @TempDir
    Path directory;

    private final RecordedEvents told = new RecordedEvents();
    private final FlightLog log = new FlightLog(told);
    private long room = 10 * FlightRecording.LEAST_ROOM;
    private long now = Long.MAX_VALUE - 5;
    private NamedRecordings recordings;

    /** Once at work the recorder keeps its files where it began, which must outlive a test. */
    @BeforeAll
    static void begin() {
        FlightRecorder.getFlightRecorder();
    }

    private NamedRecordings recordings() {
        if (recordings == null) {
            FlightRecording continuous =
                    new FlightRecording(directory.resolve("recorder"), type -> {}, path -> room, told);
            recordings = new NamedRecordings(directory.resolve("recordings"), continuous, () -> now, told);
        }
        return recordings;
    }

    @AfterEach
    void end() {
        recordings().close();
    }

    private static RecordingTerms terms(String name, String settings) {
        return new RecordingTerms(name, settings, Optional.empty(), Duration.ofHours(1), 8 << 20);
    }

    private static String refusal(Asking asking) {
        return assertThrows(RecordingRefused.class, asking::ask).code();
    }

    private interface Asking {
        void ask() throws RecordingRefused;
    }

    private static Set<String> kinds(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .map(event -> event.getEventType().getName())
                .collect(Collectors.toSet());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void oneIsBegunAndEndedAndThenStandsOnTheDiskForItsOwner() throws Exception {
        RecordingStatus begun = recordings().start(terms("mine", "default"));
        assertTrue(begun.running());
        assertTrue(recordings().any());
        log.lag("tick", 1, 2);
        log.recovery("state-00000001", "SAFE_MODE", 1, 3, "");
        WrittenRecording written = recordings().stop(ANY);
        assertEquals("mine", written.name());
        assertEquals(begun.file(), written.file());
        assertEquals(Files.size(written.file()), written.bytes());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written.file())));
        Set<String> kinds = kinds(written.file());
        assertTrue(kinds.contains("resilience.Recovery") && kinds.contains("jdk.CPUInformation"), kinds::toString);
        assertFalse(recordings().any());
        assertEquals(List.of(), told.failures);
    }

    /** Whoever starts a bot with a key on its command line gives the file away all the same. */
    @Test
    void nothingHoldsEnvironmentOrCommandLines() throws Exception {
        recordings().start(terms("mine", "profile"));
        Set<String> kinds = kinds(recordings().stop(ANY).file());
        assertTrue(kinds.contains("jdk.CPUInformation"), kinds::toString);
        assertTrue(
                kinds.stream()
                        .noneMatch(kind -> kind.contains("Environment")
                                || kind.contains("InitialSystemProperty")
                                || kind.contains("SystemProcess")
                                || kind.contains("JVMInformation")),
                kinds::toString);
    }

    @Test
    void twoRunAtOnceAndOnlyAProfileHoldsTicks() throws Exception {
        recordings().start(terms("usual", "default"));
        assertFalse(log.wantsTicks());
        recordings().start(terms("close", "profile"));
        assertTrue(log.wantsTicks());
        log.tick("tick", "loop", 3, 1_000_000_000, 5, 9);
        log.recovery("state-00000001", "SAFE_MODE", 1, 3, "");
        assertEquals("NO_SUCH_RECORDING", refusal(() -> recordings().stop(ANY)));
        Path dumped = recordings().dump(Optional.of("close")).file();
        assertTrue(kinds(dumped).contains("resilience.LoopTick"));
        assertEquals(2, recordings().status().size(), "a dump ends nothing");
        Path close = recordings().stop(Optional.of("close")).file();
        assertFalse(dumped.equals(close));
        assertTrue(kinds(close).contains("resilience.LoopTick"));
        assertTrue(kinds(recordings().stop(ANY).file()).contains("resilience.Recovery"));
        assertFalse(log.wantsTicks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../evil",
                "A",
                "a b",
                "continuous",
                "-a",
                "a.jfr",
                "0123456789012345678901234567890123456789x"
            })
    void aNameThatIsNoneOfAFileIsRefused(String name) throws IOException {
        assertEquals("BAD_REQUEST", refusal(() -> recordings().start(terms(name, "default"))));
        assertFalse(Files.exists(directory.resolve("recordings")));
    }

    @Test
    void thereIsABoundAndANameIsTakenOnce() throws Exception {
        for (int i = 0; i < NamedRecordings.MOST; i++) {
            recordings().start(terms("r" + i, "default"));
        }
        assertEquals("ALREADY_RECORDING", refusal(() -> recordings().start(terms("r0", "default"))));
        assertEquals("TOO_MANY_RECORDINGS", refusal(() -> recordings().start(terms("more", "default"))));
        assertEquals("NO_SUCH_RECORDING", refusal(() -> recordings().stop(Optional.of("more"))));
        assertEquals("NO_SUCH_RECORDING", refusal(() -> recordings().dump(Optional.of("more"))));
        assertEquals("NOT_RECORDING", refusal(() -> recordings().dump(ANY)));
        assertEquals(NamedRecordings.MOST, files().size());
    }

    @Test
    void settingsThatTheRuntimeLacksAreRefusedAndLeaveNoFile() throws IOException {
        assertEquals("NO_RECORDING_SETTINGS", refusal(() -> recordings().start(terms("mine", "none-such"))));
        assertEquals(List.of(), files());
        assertFalse(recordings().any());
    }

    @Test
    void oneWhoseTimeIsOverEndsByItself() throws Exception {
        RecordingStatus begun = recordings()
                .start(new RecordingTerms(
                        "mine", "default", Optional.of(Duration.ofSeconds(60)), Duration.ofHours(1), 1 << 20));
        assertEquals(Optional.of(Duration.ofSeconds(60)), begun.left());
        now += TimeUnit.SECONDS.toNanos(60) - 1;
        recordings().look();
        assertTrue(recordings().any());
        now++;
        recordings().look();
        assertFalse(recordings().any());
        assertTrue(Files.size(begun.file()) > 0);
        assertTrue(told.notices.stream().anyMatch(line -> line.startsWith("RECORDING_WRITTEN name=mine bytes=")));
    }

    /** The JVM ends itself when the recorder's disk is full. */
    @Test
    void withoutRoomNothingIsBegunAndWhatRunsIsStoppedAndKept() throws Exception {
        recordings().start(terms("mine", "default"));
        room = FlightRecording.LEAST_ROOM - 1;
        assertEquals("NO_ROOM", refusal(() -> recordings().start(terms("more", "default"))));
        assertEquals("NO_ROOM", refusal(() -> recordings().dump(Optional.of("mine"))));
        recordings().look();
        assertFalse(recordings().status().get(0).running());
        recordings().look();
        assertEquals(
                1,
                told.notices.stream()
                        .filter(line -> line.startsWith("RECORDING_STOPPED name=mine"))
                        .count());
        room = 2 * FlightRecording.LEAST_ROOM;
        assertTrue(recordings().stop(Optional.of("mine")).bytes() > 0);
        assertFalse(recordings().any());
    }

    @Test
    void whatRunsWhenTheAgentLeavesIsWrittenDown() throws Exception {
        Path file = recordings().start(terms("mine", "default")).file();
        recordings().close();
        assertTrue(Files.size(file) > 0);
        assertFalse(recordings().any());
    }

    @Test
    void noFileIsWrittenOver() throws IOException {
        RecordingFiles files = new RecordingFiles(directory.resolve("recordings"), told);
        Instant then = Instant.parse("2026-11-23T10:15:00.9Z");
        assertEquals(
                "a-20261123T101500Z.jfr", files.reserve("a", then).getFileName().toString());
        assertEquals(
                "a-20261123T101500Z-2.jfr",
                files.reserve("a", then).getFileName().toString());
        assertEquals(
                "a-20261123T101500Z-3.jfr",
                files.reserve("a", then).getFileName().toString());
    }

    @Test
    void theOldestGoWhenThereAreTooManyAndForeignFilesNever() throws IOException {
        RecordingFiles files = new RecordingFiles(directory.resolve("recordings"), told);
        Instant then = Instant.parse("2026-11-23T10:15:00Z");
        Path foreign = directory.resolve("recordings").resolve("mine.jfr");
        Path empty = files.reserve("empty", then);
        Files.writeString(foreign, "x");
        for (int i = 0; i < RecordingFiles.MOST_FILES + 2; i++) {
            Path file = files.reserve("r" + i, then);
            Files.writeString(file, "recorded");
            Files.setLastModifiedTime(file, FileTime.from(then.plusSeconds(i)));
        }
        Path first = directory.resolve("recordings").resolve("r0-20261123T101500Z.jfr");
        files.prune(Set.of(first));
        List<String> left =
                files().stream().map(file -> file.getFileName().toString()).toList();
        assertEquals(RecordingFiles.MOST_FILES + 1, left.size(), left::toString);
        assertTrue(Files.exists(foreign) && Files.exists(first), left::toString);
        assertFalse(Files.exists(empty) || left.contains("r1-20261123T101500Z.jfr"), left::toString);
    }
}
