package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;

/** The flight recorder in JVMs of their own: it is one for each JVM, and remembers who used it first. */
class FlightRecordingIT {
    private static final String OPENED = "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED";

    private static Jvm.Ended run(Jvm jvm, Class<?> host, int exitCode, String... arguments) {
        Jvm.Ended ended = jvm.with(OPENED)
                .running("-cp", System.getProperty("java.class.path"), host.getName())
                .running(arguments)
                .run();
        assertEquals(exitCode, ended.exitCode(), ended::toString);
        assertEquals(List.of(), ended.foreignErrors());
        return ended;
    }

    private static String told(Jvm.Ended ended, String name) {
        return ended.out()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + ended));
    }

    private static List<Path> inside(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @ForkedJvm
    void theWitnessSeesWhatAThreadDoesAndTheRecordingKeepsIt(Jvm jvm) throws IOException {
        Path directory = jvm.write("here", "").getParent();
        Jvm.Ended ended = run(jvm, FlightHost.class, 0, "watched");
        assertTrue(told(ended, "hottest").contains("FlightHost.spin"), ended::toString);
        assertTrue(told(ended, "monitors_entered").contains("owner=bot-holder"), ended::toString);
        assertTrue(told(ended, "parks").contains("class=java.lang.Object"), ended::toString);
        assertTrue(told(ended, "sleeps").contains("FlightHost.loop"), ended::toString);
        assertTrue(told(ended, "sockets").contains("what=read 1 bytes"), ended::toString);
        assertTrue(told(ended, "gc_pauses").contains("longest_ms"), ended::toString);
        Path state = directory.resolve("state");
        assertTrue(told(ended, "repository").startsWith(state.resolve("flight").toString()), ended::toString);
        assertEquals(List.of(), inside(state.resolve("flight")), "the recorder's own files go with the process");
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("flight"))));
        Path recording = state.resolve("recording.jfr");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(recording)));
        Set<String> types = RecordingFile.readAllEvents(recording).stream()
                .map(event -> event.getEventType().getName())
                .collect(Collectors.toSet());
        assertTrue(
                types.containsAll(Set.of("resilience.LoopStall", "jdk.ThreadSleep", "jdk.SocketRead")),
                types::toString);
        assertEquals("", ended.err());
        ended.out().lines().filter(line -> line.startsWith("own=")).forEach(line -> {
            assertFalse(line.contains("parks"), line);
            assertFalse(line.contains("hottest"), line);
        });
    }

    /** As when a reload takes the last loop away, and another brings it back. */
    @ForkedJvm
    void whatWasClosedStartsAgainWithTheSameBounds(Jvm jvm) {
        Jvm.Ended ended = run(jvm, FlightHost.class, 0, "again");
        assertEquals("true", told(ended, "running"));
        assertEquals("false", told(ended, "closed"));
        assertEquals("true", told(ended, "again"));
    }

    @ForkedJvm
    void whatAKilledProcessLeftIsRemoved(Jvm jvm, Jdks.Jdk jdk) throws IOException {
        Path directory = jvm.write("here", "").getParent();
        run(jvm, FlightHost.class, 9, "killed");
        Path flight = directory.resolve("state").resolve("flight");
        assertEquals(1, inside(flight).size());
        Path mine = Files.createDirectory(flight.resolve("mine"));
        run(new Jvm(jdk, directory), FlightHost.class, 0, "idle", "0");
        assertEquals(List.of(mine), inside(flight));
    }

    @ForkedJvm
    void anEventDoesNotWakeARecorderThatNobodyStarted(Jvm jvm) {
        String loaded = jvm.running(
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlightHost.class.getName(),
                        "unrecorded")
                .run()
                .out();
        assertTrue(loaded.contains(" jdk.jfr.FlightRecorder "), "it is asked");
        assertFalse(loaded.contains(" jdk.jfr.internal.MetadataRepository "), "it wakes");
    }

    @ForkedJvm
    void aRecordingOfTheHostsIsLeftAsItIs(Jvm jvm) throws IOException {
        Path directory = jvm.write("here", "").getParent();
        Jvm.Ended ended = run(jvm, OwnRecordingHost.class, 0, "own");
        assertEquals("true", told(ended, "running"));
        assertEquals("true", told(ended, "settings_kept"));
        assertEquals("true", told(ended, "repository_kept"));
        assertEquals("RUNNING", told(ended, "state"));
        // Its threshold of 5 ms holds although ours is higher: the JVM takes the lowest.
        assertTrue(
                RecordingFile.readAllEvents(directory.resolve("own.jfr")).stream()
                        .anyMatch(event -> event.getEventType().getName().equals("jdk.ThreadSleep")
                                && event.getDuration().toMillis() < 50),
                "a sleep of 10 ms");
    }

    /** The JVM ends itself when the recorder's disk is full: so it must not be at work then. */
    @ForkedJvm
    void theRecorderWorksOnlyWhileThereIsRoom(Jvm jvm) {
        Jvm.Ended ended = run(jvm, OwnRecordingHost.class, 0, "full");
        assertEquals("false", told(ended, "at_first"));
        assertEquals("false", told(ended, "with_little"));
        assertEquals("true", told(ended, "with_enough"));
        assertEquals("true", told(ended, "with_less"));
        assertEquals("false", told(ended, "with_none"));
    }

    @ForkedJvm
    void aJvmWithoutTheRecorderIsToldSoOnceAndWorks(Jvm given, Jdks.Jdk jdk) throws Exception {
        Path directory = given.write("here", "").getParent();
        Path image = directory.resolve("image");
        Process jlink = new ProcessBuilder(
                        jdk.home().resolve("bin/jlink").toString(),
                        "--add-modules",
                        "java.base,java.management,java.instrument",
                        "--output",
                        image.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jlink.log").toFile())
                .start();
        assertEquals(0, jlink.waitFor(), () -> "jlink, see " + directory.resolve("jlink.log"));
        Jvm.Ended ended = new Jvm(new Jdks.Jdk(jdk.version(), image), directory)
                .running("-cp", System.getProperty("java.class.path"), FlightHost.class.getName(), "without")
                .run();
        withoutRecorder(ended);
        assertEquals(1, ended.err().lines().count(), ended::err);
        assertTrue(ended.err().contains(" ERROR FLIGHT_RECORDER_MISSING "), ended::err);
    }

    private static void withoutRecorder(Jvm.Ended ended) {
        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals("false", told(ended, "running"));
        assertEquals("false", told(ended, "dumped"));
        assertEquals("false", told(ended, "ticks"));
        assertTrue(told(ended, "refused").startsWith("NO_FLIGHT_RECORDER this JVM has no flight"), ended::toString);
        assertEquals("NOT_RECORDING", told(ended, "undumped"));
        assertEquals("[]", told(ended, "left"), "no empty file stays");
    }

    /** The JVM's option is called deprecated by some JDKs, which is said on the error stream before anything else. */
    @ForkedJvm
    void aRecorderThatIsSwitchedOffIsNoneEither(Jvm jvm) {
        Jvm.Ended ended = jvm.with(OPENED, "-XX:-FlightRecorder")
                .running("-cp", System.getProperty("java.class.path"), FlightHost.class.getName(), "without")
                .run();
        withoutRecorder(ended);
        assertTrue(ended.err().contains(" ERROR FLIGHT_RECORDER_MISSING "), ended::err);
    }
}
