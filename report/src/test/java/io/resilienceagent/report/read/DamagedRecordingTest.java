package io.resilienceagent.report.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that are cut, strange or not finished: an error that helps, or what can be saved. */
class DamagedRecordingTest {
    @TempDir
    private Path directory;

    private Path good() {
        return good("good.jfr", "stall-00000001");
    }

    private Path good(String name, String incident) {
        return Recorded.here(
                directory.resolve(name), () -> Told.stall(incident, "tick", "Loop", "CPU_SPIN", 700, true));
    }

    private Path file(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Story> read(Path... files) {
        return new Reading((doing, share) -> {})
                .read(List.of(files)).stream().map(Reading.Bot::story).toList();
    }

    private static Unreadable refused(Path... files) {
        Unreadable refused = assertThrows(Unreadable.class, () -> read(files));
        assertTrue(refused.getMessage().startsWith(files[0].toString()), refused::getMessage);
        assertFalse(refused.next().isEmpty());
        return refused;
    }

    private static void assertSays(String said, Unreadable refused) {
        assertTrue(refused.getMessage().contains(said), refused::getMessage);
    }

    @Test
    void whatIsNoRecordingIsRefusedWithWhatWasFound() throws IOException {
        assertSays("byte 0: the file is empty; expected a flight recording", refused(file("empty.jfr", new byte[0])));
        assertSays(
                "found the bytes 68 65 6c 6c; expected FLR",
                refused(file("text.jfr", "hello, world".getBytes(StandardCharsets.US_ASCII))));
        assertSays("truncated: found 4 bytes", refused(file("head.jfr", new byte[] {'F', 'L', 'R', 0})));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(Files.readAllBytes(good()));
        }
        Unreadable gzip = refused(file("packed.jfr.gz", packed.toByteArray()));
        assertSays("a file packed with gzip", gzip);
        assertEquals("unpack it with gunzip", gzip.next());
        Unreadable missing = assertThrows(Unreadable.class, () -> read(directory.resolve("no.jfr")));
        assertSays("there is no file", missing);
    }

    @Test
    void aRecordingOfTheFutureIsRefusedByItsVersion() throws IOException {
        byte[] bytes = Files.readAllBytes(good());
        bytes[5] = 9;
        Unreadable future = refused(file("future.jfr", bytes));
        assertSays("found version 9.", future);
        assertSays("expected 1.x or 2.x", future);
    }

    @Test
    void aFolderWithoutIncidentsIsRefused() throws IOException {
        Unreadable refused = refused(Files.createDirectories(directory.resolve("nothing")));
        assertSays("found neither summary.json nor a recording", refused);
    }

    @Test
    void aSummaryThatIsNoJsonIsRefusedWithItsLine() throws IOException {
        Path incident = Files.createDirectories(directory.resolve("stall-00000001"));
        Files.writeString(incident.resolve("summary.json"), "{\n\"incident_id\": oops");
        Unreadable refused = assertThrows(Unreadable.class, () -> read(incident));
        assertSays("summary.json: line 2: no JSON", refused);
    }

    /** Two chunks, the second cut in the middle: the first is told, and the note says what is lacking. */
    @Test
    void ofATruncatedRecordingTheWholeChunksAreTold() throws IOException {
        byte[] first = Files.readAllBytes(good("first.jfr", "stall-00000001"));
        byte[] second = Files.readAllBytes(good("second.jfr", "stall-00000002"));
        byte[] both = Arrays.copyOf(first, first.length + second.length / 2);
        System.arraycopy(second, 0, both, first.length, second.length / 2);
        Story story = read(file("cut.jfr", both)).get(0);
        assertTrue(story.knows("stall-00000001"));
        assertTrue(
                story.notes()
                        .toString()
                        .contains("the file is truncated: chunk 2 has " + second.length / 2 + " of its " + second.length
                                + " bytes"),
                story.notes()::toString);
    }

    /** Whatever is cut off, or overwritten, it is told or refused, in finite time. */
    @Test
    void noDamageGoesWithoutAnAnswer() throws IOException {
        byte[] good = Files.readAllBytes(good());
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            byte[] bytes = Arrays.copyOf(good, round % 2 == 0 ? 69 + random.nextInt(good.length - 69) : good.length);
            for (int i = 0; round % 2 == 1 && i < 20; i++) {
                bytes[68 + random.nextInt(bytes.length - 68)] = (byte) random.nextInt();
            }
            Path damaged = file("damaged.jfr", bytes);
            try {
                Story story = read(damaged).get(0);
                boolean whole = story.knows("stall-00000001") && story.notes().isEmpty();
                assertTrue(whole || !story.notes().isEmpty() || round % 2 == 1, "round " + round);
            } catch (Unreadable refused) {
                assertTrue(refused.getMessage().startsWith(damaged.toString()), refused::getMessage);
            }
        }
    }

    /** The recorder's own file, while it records: its writer has not said yet where its last chunk ends. */
    @Test
    void whatIsStillBeingWrittenIsToldAsFarAsItWasFlushed() throws Exception {
        CountDownLatch flushed = new CountDownLatch(1);
        try (RecordingStream stream = new RecordingStream()) {
            stream.onEvent("resilience.LoopStall", event -> flushed.countDown());
            stream.startAsync();
            Told.stall("stall-00000007", "tick", "Loop", "SLEEP", 700, true);
            assertTrue(flushed.await(60, TimeUnit.SECONDS));
            Path repository = Path.of(System.getProperty("jdk.jfr.repository"));
            Path newest;
            try (Stream<Path> files = Files.list(repository)) {
                newest = files.filter(file -> file.toString().endsWith(".jfr"))
                        .max(Comparator.comparing(Path::toString))
                        .orElseThrow();
            }
            Story story =
                    read(file("unfinished.jfr", Files.readAllBytes(newest))).get(0);
            assertEquals(
                    List.of("stall-00000007"),
                    story.stalls().stream().map(Stall::incidentId).toList());
            assertTrue(story.notes().toString().contains("was still being written"), story.notes()::toString);
        }
    }

    @Test
    void copiesOfOneChunkAreReadOnce() throws IOException {
        Path one = good();
        Path copy = Files.copy(one, directory.resolve("copy.jfr"));
        List<Story> stories = read(one, copy);
        assertEquals(1, stories.size());
        assertEquals(read(one).get(0).events(), stories.get(0).events());
    }

    @Test
    void recordingsOfOneJvmAreOneStory() {
        List<Story> stories = read(good("first.jfr", "stall-00000001"), good("second.jfr", "stall-00000002"));
        assertEquals(1, stories.size());
        assertEquals(2, stories.get(0).stalls().size());
        assertEquals(ProcessHandle.current().pid(), stories.get(0).pid());
    }
}
