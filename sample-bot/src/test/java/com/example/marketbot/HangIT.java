package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bot's own troubles as somebody sees them who starts the jar. */
class HangIT {
    private static final String JDKS = "com.example.marketbot.BotProcess#javaHomes";

    @TempDir
    private Path directory;

    static Stream<Arguments> deadlocks() {
        return BotProcess.javaHomes()
                .flatMap(javaHome -> Stream.of("monitor", "reentrant").map(kind -> Arguments.of(javaHome, kind)));
    }

    /** What the JVM's own tool says of its threads. */
    private String threads(String javaHome, BotProcess bot) throws Exception {
        Path dump = Files.createTempFile(directory, "threads", ".txt");
        Process jcmd = new ProcessBuilder(
                        javaHome + "/bin/jcmd", Long.toString(bot.process().pid()), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start();
        assertEquals(0, jcmd.waitFor(), () -> contentOf(dump));
        return Files.readString(dump);
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("deadlocks")
    void aDeadlockLastsUntilTheProcessIsStopped(String javaHome, String kind) throws Exception {
        List<String> arguments = List.of(
                "--scenario=hang_deadlock", "--hang-kind=" + kind, "--hang-at=3", "--tick=5ms", "--timeout=20s");
        try (BotProcess bot = BotProcess.start(directory, javaHome, List.of(), arguments)) {
            String deadlock = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> threads(javaHome, bot), text -> text.contains("Found one Java-level deadlock"));
            deadlock = deadlock.substring(deadlock.indexOf("Found one"));
            assertTrue(deadlock.contains("held by \"account-refresher\""), deadlock);
            assertTrue(deadlock.contains("held by \"MarketAnalysisLoop\""), deadlock);
            assertTrue(deadlock.contains("MarketAnalysisLoop.tick("), deadlock);
            assertEquals(kind.equals("reentrant"), deadlock.contains("ReentrantLock.lock("), deadlock);

            bot.process().destroy();
            BotProcess.Result result = bot.end();
            assertEquals(143, result.exitCode(), "SIGTERM ends it");
            assertTrue(
                    result.lastLine()
                            .contains(
                                    "hang begins: hang_deadlock at tick 3 on MarketAnalysisLoop, for ever, began_ms "),
                    result.toString());
        }
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void aFullHeapStopsAllThreadsAgainAndAgain(String javaHome) throws Exception {
        Path log = directory.resolve("gc.log");
        List<String> heap = List.of("-Xmx64m", "-XX:+UseSerialGC", "-Xlog:gc:file=" + log);
        List<String> arguments = List.of(
                "--scenario=gc_storm", "--hang-at=5", "--hang-for=1s", "--ticks=500", "--tick=5ms", "--timeout=20s");
        try (BotProcess bot = BotProcess.start(directory, javaHome, heap, arguments)) {
            Summary summary = summaryOf(bot.end());
            assertEquals(500, summary.ticks());
            assertNotNull(summary.hang().endedMs());
        }
        long fullCollections = Files.readAllLines(log).stream()
                .filter(line -> line.contains("Pause Full (Allocation Failure)"))
                .count();
        assertTrue(fullCollections > 1, () -> contentOf(log));
    }

    @ParameterizedTest
    @MethodSource(JDKS)
    void beginningAndEndAreToldBeforeTheSummary(String javaHome) throws Exception {
        BotProcess.Result result = BotProcess.runOn(
                directory,
                javaHome,
                "--scenario=hang_recursion",
                "--hang-at=4",
                "--hang-for=500ms",
                "--ticks=30",
                "--tick=5ms",
                "--timeout=20s");
        Summary summary = summaryOf(result);
        assertEquals("hang_recursion", summary.scenario());
        assertEquals(30, summary.ticks());
        List<String> told =
                result.out().stream().filter(line -> line.contains(" hang ")).toList();
        assertEquals(2, told.size(), result.toString());
        String begin = "hang begins: hang_recursion at tick 4 on MarketAnalysisLoop, for 500 ms, began_ms ";
        assertTrue(told.get(0).endsWith(begin + summary.hang().beganMs()), result.toString());
        assertTrue(told.get(1).endsWith(", ended_ms " + summary.hang().endedMs()), result.toString());
    }

    private static Summary summaryOf(BotProcess.Result result) {
        assertEquals(List.of(), result.err());
        assertEquals(0, result.exitCode());
        return Json.read(result.lastLine(), new TypeReference<>() {});
    }
}
