package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody is blamed who is not to blame: a healthy loop, a slow one, a machine without time, a process that was stopped from
 * outside. {@code -Dcalm.seconds=600} lets each bot run for ten minutes.
 */
@Isolated
class CalmIT {
    private static final int SECONDS = Integer.getInteger("calm.seconds", 5);
    private static final Set<String> PAUSES = Set.of("GC_PAUSE", "SAFEPOINT", "HOST_SUSPENDED", "UNKNOWN");
    private static final int LIMIT_MILLIS = 500;
    private static final Duration STOPPED = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    static Stream<Arguments> healthy() {
        return Jdks.all().stream()
                .flatMap(jdk -> Stream.of(
                        Arguments.of(jdk, "normal", "50ms", false),
                        Arguments.of(jdk, "normal", "50ms", true),
                        Arguments.of(jdk, "healthy_slow", "500ms", false),
                        Arguments.of(jdk, "healthy_slow", "500ms", true)));
    }

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    private BotRun bot(Jdks.Jdk jdk, String... arguments) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: {cycle: 1s}
                """.formatted(BotRun.MARKET_BOT));
        return new BotRun(jdk, directory, arguments).guardedBy(policy);
    }

    @ParameterizedTest(name = "{1} on {0}, busy machine: {3}")
    @MethodSource("healthy")
    void aHealthyLoopIsLeftAlone(Jdks.Jdk jdk, String scenario, String tick, boolean busy) throws Exception {
        int ticks = SECONDS * (tick.equals("50ms") ? 20 : 2);
        BotRun bot = bot(jdk, "--scenario=" + scenario, "--tick=" + tick, "--ticks=" + ticks);
        if (scenario.equals("healthy_slow")) {
            bot.arguments("--tick-work=400ms");
        }
        List<Process> load = busy ? load() : List.of();
        try {
            Process process = bot.start();
            assertTrue(process.waitFor(SECONDS + 60L, TimeUnit.SECONDS), () -> "it hangs: " + bot.log());
            assertEquals(0, process.exitValue(), bot.log());
        } finally {
            load.forEach(Process::destroyForcibly);
        }
        long late = lateTicks(summary(bot));
        List<JsonNode> stalls = bot.incidents().ofKind("stall");
        assertTrue(stalls.size() <= late, () -> late + " late ticks by the bot's own account, but " + stalls);
        if (late == 0) {
            assertCalm(bot);
        }
    }

    /**
     * How many ticks the bot itself says were longer than the limit: where others take so much of the machine that a slow
     * loop's tick really is too long, the alarm is not false.
     */
    private static long lateTicks(JsonNode summary) {
        JsonNode loop = summary.get("loop");
        if (loop.get("max_gap_ms").asDouble() < LIMIT_MILLIS) {
            return 0;
        }
        // Those longer than the period, which is at most the limit.
        return Math.round(loop.get("deadline_miss_percent").asDouble()
                / 100
                * summary.get("ticks").asLong());
    }

    private static JsonNode summary(BotRun bot) throws IOException {
        return new ObjectMapper().readTree(bot.out().lines().reduce("", (before, line) -> line));
    }

    /** One process for each core that does nothing but compute. */
    private static List<Process> load() throws IOException {
        List<Process> load = new ArrayList<>();
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            load.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
        return load;
    }

    private static void assertCalm(BotRun bot) {
        assertEquals(List.of(), bot.incidents().ofKind("stall"), bot.log());
        assertEquals("RUNNING", bot.incidents().state().get("state").asText(), bot.log());
        assertTrue(bot.log().lines().noneMatch(line -> line.contains(" STATE_TRANSITION ")), bot.log());
        for (JsonNode pause : bot.incidents().ofKind("pause")) {
            assertTrue(pause.get("incident_id").asText().startsWith("pause-"), pause.toPrettyString());
            assertTrue(PAUSES.contains(pause.get("cause").asText()), pause.toPrettyString());
            assertEquals("RUNNING", pause.get("state_after").asText(), pause.toPrettyString());
            long paused = pause.get("stall_ms").asLong();
            assertTrue(paused >= 125, "too short to matter: " + pause.toPrettyString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aProcessThatWasStoppedIsNotToBlame(Jdks.Jdk jdk) throws Exception {
        BotRun bot = bot(jdk, "--ticks=0", "--tick=50ms");
        Process process = bot.start();
        try {
            Awaits.until(process, "the loop ticks", () -> ticks(bot) > 0);
            signal(process, "-STOP");
            Awaits.pause(process, STOPPED);
            signal(process, "-CONT");
            Awaits.until(process, "the pause is told", () -> longPauses(bot).size() == 1);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertCalm(bot);
        for (JsonNode pause : longPauses(bot)) {
            assertEquals("HOST_SUSPENDED", pause.get("cause").asText(), pause.toPrettyString());
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    private static List<JsonNode> longPauses(BotRun bot) {
        return bot.incidents().ofKind("pause").stream()
                .filter(pause -> pause.get("stall_ms").asLong() >= STOPPED.toMillis() - 200)
                .toList();
    }

    private static long ticks(BotRun bot) {
        return bot.status().at("/join_points/tick/calls").asLong();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aDebuggersStopIsNotTheLoopsFault(Jdks.Jdk jdk) throws Exception {
        try (Debugger debugger = new Debugger()) {
            BotRun bot = bot(jdk, "--ticks=0", "--tick=50ms").with(debugger.option());
            Process process = bot.start();
            try {
                debugger.accept();
                Awaits.until(process, "the loop ticks", () -> ticks(bot) > 0);
                debugger.suspendAll();
                Awaits.pause(process, STOPPED);
                debugger.resumeAll();
                Awaits.until(process, "the pause is told", () -> longPauses(bot).size() == 1);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertCalm(bot);
            assertSuspended(longPauses(bot).get(0));
        }
    }

    /** On a machine that is short of processors the host's own time before the stop may hide that it stood; then it says so. */
    private static void assertSuspended(JsonNode pause) {
        if (pause.get("cause").asText().equals("UNKNOWN")) {
            double load = pause.at("/evidence/load_average").asDouble();
            assertTrue(load > Runtime.getRuntime().availableProcessors(), pause::toPrettyString);
            assertTrue(pause.toString().contains("why cannot be told"), pause::toPrettyString);
        } else {
            assertEquals("HOST_SUSPENDED", pause.get("cause").asText(), pause::toPrettyString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void anErrorStreamThatNobodyReadsHoldsUpNeitherBotNorAgent(Jdks.Jdk jdk) throws Exception {
        BotRun bot = bot(jdk, "--scenario=hang_sleep", "--ticks=60", "--tick=20ms", "--hang-at=20", "--hang-for=2s");
        FullPipe pipe = new FullPipe(directory.resolve("stderr"));
        try {
            Process process = bot.start();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");
            assertEquals(0, process.exitValue(), bot.out());
        } finally {
            pipe.close();
        }
        JsonNode stall = bot.incidents().ofKind("stall").get(0);
        assertEquals("SLEEP", stall.get("cause").asText(), stall.toPrettyString());
        assertEquals("SAFE_MODE", stall.get("state_after").asText());
        assertTrue(Files.exists(bot.incidents().file(stall, "task-dump.json")));
    }
}
