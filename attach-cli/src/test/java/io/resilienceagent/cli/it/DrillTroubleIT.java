package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills that go wrong, on a real bot. */
class DrillTroubleIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdks.Jdk jdk = Jdks.all().get(1);
    private final Cli cli = new Cli(jdk);

    @TempDir
    private Path directory;

    private BotProcess bot;

    @BeforeEach
    void start() throws IOException {
        bot = BotProcess.guarded(jdk, directory, BotProcess.breakablePolicy(directory), "--tick=20ms");
        bot.until("it trades", () -> bot.orders().size() > 2);
    }

    @AfterEach
    void end() {
        bot.close();
    }

    private Path drill(String scenarios) throws IOException {
        return Files.writeString(directory.resolve("drill.yaml"), """
                version: 1
                drill: trouble
                resolution: 500ms
                settle: 20s
                baseline: 300ms
                recovery: 20s
                scenarios:
                """ + scenarios.indent(2));
    }

    private Cli.Ended run(Path drill, Object... more) {
        Object[] words = new Object[more.length + 5];
        System.arraycopy(new Object[] {"drill", bot.pid(), drill, "--out", directory.resolve("out")}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return cli.run(words);
    }

    private JsonNode findings() throws IOException {
        return JSON.readTree(directory.resolve("out").resolve("findings.json").toFile());
    }

    @Test
    void aFaultThatIsRefusedFailsItsScenarioAndTheDrillGoesOn() throws IOException {
        Path drill = drill("""
                - {name: nowhere, inject: [{type: lat_spike_ms, target: jdk-http, percent: 100, options: {ms: 20}},
                    {type: exch_429, target: elsewhere, percent: 100}], for: 5m}
                - {name: spin, inject: {type: cpu_bound_loop, count: 1}, for: 1s, expect: [
                    'increase(resilience_stalls_total{cause="cpu_spin"}) == 1', state == RUNNING, recovery_time < 20s]}
                """);
        Cli.Ended ended = run(drill);
        assertEquals(6, ended.exit(), ended::toString);
        assertEquals("", ended.err());
        assertTrue(
                ended.out()
                        .contains(
                                " 1/2 nowhere                FAILED  broken off\n      exch_429 cannot strike 'elsewhere'"),
                ended::out);
        assertTrue(ended.out().contains(" 2/2 spin                   passed  struck 1, "), ended::out);
        assertTrue(ended.out().contains("1 of 2 scenarios passed."), ended::out);
        // The half that was injected is no part of the next scenario.
        bot.until(
                "it was stopped",
                () -> bot.log().contains("CHAOS_INJECTION_ENDED") && bot.log().contains("why=stopped"));
        JsonNode broken = findings().path("findings").path(0);
        assertEquals("DRILL_BROKEN_OFF", broken.path("rule").asText(), ended::out);
        assertEquals(
                "name one of them as the target", broken.path("recommendation").asText());

        Cli.Ended only = run(drill, "--only", "spin", "--json");
        assertEquals(0, only.exit(), only::toString);
        List<String> lines = only.out().lines().toList();
        assertEquals(2, lines.size(), only::out);
        assertTrue(JSON.readTree(lines.get(0)).path("passed").asBoolean());
        assertTrue(JSON.readTree(lines.get(1)).path("passed").asBoolean());
        try (var runs = Files.list(directory.resolve("out").resolve("runs"))) {
            // What the drill before has left is no part of this one.
            assertEquals(
                    List.of("01-spin.json"),
                    runs.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void whatDoesNotFitTheBotIsToldAtOnceAndNothingIsInjected() throws IOException {
        Cli.Ended ended = run(drill("""
                - {name: a, inject: {type: exch_430, target: jdk-http, percent: 100}, for: 1s}
                - {name: b, inject: {type: kill}, for: 1s}
                - {name: c, inject: {type: cpu_bound_loop}, for: 1s, expect: [increase(mm_none_total) > 0, p95(nowhere) < 1s]}
                """));
        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("\n  a: found the type 'exch_430', expected one of "), ended::err);
        assertTrue(ended.err().contains("\n  b: found the type kill, expected one that the bot outlives"), ended::err);
        assertTrue(ended.err().contains("\n  c: found the metric 'mm_none_total', expected one of"), ended::err);
        assertTrue(ended.err().contains("\n  c: found the join point 'nowhere', expected one of"), ended::err);
        assertFalse(bot.log().contains("CHAOS_INJECTION_TRIGGERED"), bot.log());
        assertFalse(Files.exists(directory.resolve("out")));
    }

    @Test
    void aBotThatIsNotWellIsLeftAlone() throws IOException {
        Path drill = drill("- {name: spin, inject: {type: cpu_bound_loop, count: 1}, for: 1s}");
        assertEquals(0, cli.run("breaker", "open", bot.pid(), "place_order").exit());
        Cli.Ended open = run(drill);
        assertEquals(1, open.exit(), open::toString);
        assertTrue(open.err().contains("a circuit of the bot is open before anything was broken"), open::err);
        assertEquals(0, cli.run("breaker", "reset", bot.pid(), "place_order").exit());
        assertEquals(0, cli.run("safe-mode", bot.pid(), "on").exit());
        Cli.Ended held = run(drill);
        assertEquals(1, held.exit(), held::toString);
        assertTrue(held.err().contains("the bot is in SAFE_MODE before anything was broken"), held::err);
        assertFalse(bot.log().contains("CHAOS_INJECTION_TRIGGERED"), bot.log());
    }

    @Test
    void circuitsThatTheDrillHasOpenedAreClosedInTheEndAndNothingIsBegunThatCannotBeKept() throws IOException {
        Path drill = drill(
                "- {name: down, inject: {type: exch_5xx, target: jdk-http, percent: 100, options: {method: POST}}, for: 2s}");
        Cli.Ended unwritable = cli.run("drill", bot.pid(), drill, "--out", "/proc/nowhere");
        assertEquals(1, unwritable.exit(), unwritable::toString);
        assertTrue(unwritable.err().contains("cannot be written to /proc/nowhere"), unwritable::err);
        assertFalse(bot.log().contains("CHAOS_INJECTION_TRIGGERED"), bot.log());
        Cli.Ended ended = run(drill);
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(bot.log().contains(" to=OPEN "), bot.log());
        assertFalse(cli.run("metrics", bot.pid()).out().contains("resilience_circuit_open{"));
    }

    @Test
    void aBotThatDiesLeavesAReportOfWhatWas() throws Exception {
        Path drill = drill("""
                - {name: lag, inject: {type: lat_spike_ms, target: jdk-http, percent: 100, options: {ms: 20}}, for: 5m}
                - {name: never, inject: {type: cpu_bound_loop}, for: 1s}
                """);
        Path out = directory.resolve("cli.out");
        Path err = directory.resolve("cli.err");
        Process controller = cli.start(out, err, "drill", bot.pid(), drill, "--out", directory.resolve("out"));
        try {
            bot.until("it is struck", () -> bot.log().contains("CHAOS_INJECTION_TRIGGERED"));
            bot.kill();
            assertEquals(6, controller.waitFor(), () -> read(err));
        } finally {
            controller.destroyForcibly().waitFor();
        }
        assertTrue(
                read(out).contains(" 1/2 lag                    FAILED  broken off\n      the bot did not outlive it"),
                () -> read(out));
        assertTrue(read(out).contains("0 of 2 scenarios passed."), () -> read(out));
        JsonNode finding = findings().path("findings").path(0);
        assertEquals("high", finding.path("severity").asText());
        assertEquals("DRILL_BROKEN_OFF", finding.path("rule").asText());
        assertTrue(Files.readString(directory.resolve("out").resolve("report.html"))
                .contains("Of the drill"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
