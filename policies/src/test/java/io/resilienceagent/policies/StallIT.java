package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample bot hangs in each way that it knows; its own summary is the truth, against which the agent's account is
 * held. {@code -Dstall.rounds=20} makes twenty seeded runs of each cause.
 */
@Isolated
class StallIT {
    private static final int ROUNDS = Integer.getInteger("stall.rounds", 1);
    private static final String LOOP_THREAD = "MarketAnalysisLoop";

    @TempDir
    private Path directory;

    static Stream<Arguments> hangs() {
        List<String[]> causes = List.of(
                new String[] {"hang_lock", "LOCK_WAIT"},
                new String[] {"hang_io", "BLOCKING_IO"},
                new String[] {"hang_cpu", "CPU_SPIN"},
                new String[] {"hang_recursion", "RUNAWAY_RECURSION"},
                new String[] {"hang_sleep", "SLEEP"},
                new String[] {"starve", "STARVATION"});
        return Jdks.all().stream().flatMap(jdk -> causes.stream().flatMap(cause -> IntStream.rangeClosed(1, ROUNDS)
                .mapToObj(seed -> Arguments.of(jdk, cause[0], cause[1], seed))));
    }

    static Stream<Arguments> lasting() {
        return Jdks.all().stream().flatMap(jdk -> Stream.of(
                        new String[] {"hang_deadlock", "DEADLOCK"}, new String[] {"loop_dies", "LOOP_DEAD"})
                .flatMap(cause -> IntStream.rangeClosed(1, ROUNDS)
                        .mapToObj(seed -> Arguments.of(jdk, cause[0], cause[1], seed))));
    }

    static Stream<Arguments> jdks() {
        return Jdks.all().stream().map(Arguments::of);
    }

    private BotRun bot(Jdks.Jdk jdk, String scenario, long seed, String stateMachine) throws IOException {
        Path policy =
                Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: %s
                """.formatted(BotRun.MARKET_BOT, stateMachine));
        return new BotRun(
                        jdk,
                        directory,
                        "--scenario=" + scenario,
                        "--seed=" + seed,
                        "--ticks=" + (scenario.equals("loop_dies") ? 200 : 60),
                        "--tick=20ms",
                        // Late enough for the agent to have seen the task that a dead loop will have lost.
                        "--hang-at=" + (scenario.equals("loop_dies") ? 100 : 20),
                        "--hang-for=3s")
                .guardedBy(policy);
    }

    @ParameterizedTest(name = "{1} on {0}, seed {3}")
    @MethodSource("hangs")
    void tellsWhyTheLoopHungWhileItHung(Jdks.Jdk jdk, String scenario, String cause, int seed) throws IOException {
        BotRun bot = bot(jdk, scenario, seed, "{cycle: 100ms}");
        Result result = bot.run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), result.ended().foreignErrors());

        IncidentFiles incidents = bot.incidents();
        List<JsonNode> stalls = incidents.ofKind("stall");
        JsonNode stall = scenario.equals("starve") ? first(stalls, cause, result) : only(stalls, result);
        assertStall(stall, cause);
        long stalled = stall.get("stall_ms").asLong();
        assertTrue(stalled >= 500, "it lasted " + stalled + " ms");
        long ended = result.summary().at("/hang/ended_ms").asLong();
        assertTrue(incidents.dumpWritten(stall) <= ended, "the dump was written while the loop hung");
        assertDump(incidents, stall);
    }

    @ParameterizedTest(name = "{1} on {0}, seed {3}")
    @MethodSource("lasting")
    void whatNeverEndsEndsTheProcess(Jdks.Jdk jdk, String scenario, String cause, int seed) throws IOException {
        BotRun bot = bot(jdk, scenario, seed, "{cycle: 1s, safe_mode_ttl: 1500ms}");
        Result result = bot.run();
        assertEquals(10, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), result.ended().foreignErrors());

        IncidentFiles incidents = bot.incidents();
        JsonNode stall = only(incidents.ofKind("stall"), result);
        assertStall(stall, cause);
        assertTrue(stall.get("stall_ms").isNull(), stall.toPrettyString());
        assertDump(incidents, stall);
        if (cause.equals("DEADLOCK")) {
            assertEquals(2, stall.at("/evidence/cycle").size(), stall.toPrettyString());
            assertEquals(1, incidents.dump(stall).get("deadlocks").size());
        }
        if (cause.equals("LOOP_DEAD")) {
            assertTrue(
                    stall.at("/evidence/ended_by").asText().startsWith("java.io.UncheckedIOException"),
                    stall.toPrettyString());
        }
        List<String> log = result.ended().err().lines().toList();
        assertTrue(log.stream().anyMatch(line -> line.contains(" SYSTEM_EXIT exit_code=10 ")), log.toString());
        assertEquals("FATAL", incidents.state().get("state").asText());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aStormOfGarbageIsNotTheLoopsFault(Jdks.Jdk jdk) throws IOException {
        BotRun bot = bot(jdk, "gc_storm", 1, "{cycle: 100ms}").with("-Xmx64m", "-XX:+UseSerialGC");
        Result result = bot.run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), bot.incidents().ofKind("stall"));
        for (JsonNode pause : bot.incidents().ofKind("pause")) {
            assertEquals("GC_PAUSE", pause.get("cause").asText(), pause.toPrettyString());
        }
    }

    /** A loop that starves gets a turn now and then; each time that it waits too long for one is a stall. */
    private static JsonNode first(List<JsonNode> stalls, String cause, Result result) {
        assertTrue(stalls.stream().allMatch(stall -> stall.get("cause").asText().equals(cause)), result::toString);
        return stalls.stream()
                .min(Comparator.comparing(stall -> stall.get("timestamp").asText()))
                .orElseThrow(() -> new AssertionError(result.toString()));
    }

    private static JsonNode only(List<JsonNode> stalls, Result result) {
        assertEquals(1, stalls.size(), () -> stalls + "\n" + result.ended());
        return stalls.get(0);
    }

    private static void assertStall(JsonNode stall, String cause) {
        assertEquals(cause, stall.get("cause").asText(), stall.toPrettyString());
        assertEquals("tick", stall.get("loop").asText());
        assertEquals(LOOP_THREAD, stall.get("thread").asText());
        assertTrue(stall.get("incident_id").asText().matches("stall-[0-9a-f]{8}"));
        assertTrue(stall.get("detected_after_ms").isNumber());
        assertEquals("RUNNING", stall.get("state_before").asText());
        assertEquals("SAFE_MODE", stall.get("state_after").asText());
        assertFalse(stall.at("/evidence/summary").asText().isEmpty(), stall.toPrettyString());
    }

    private static void assertDump(IncidentFiles incidents, JsonNode stall) {
        JsonNode dump = incidents.dump(stall);
        assertEquals(stall.get("incident_id"), dump.get("incident_id"));
        assertEquals(dump.get("total_tasks").asInt(), dump.get("tasks").size());
        assertTrue(dump.get("tasks").size() > 5, dump.toPrettyString());
        if (!stall.get("cause").asText().equals("LOOP_DEAD")) {
            JsonNode loop = IncidentFiles.tasks(dump, LOOP_THREAD).get(0);
            assertTrue(loop.get("stack").size() > 0, dump.toPrettyString());
        }
    }
}
