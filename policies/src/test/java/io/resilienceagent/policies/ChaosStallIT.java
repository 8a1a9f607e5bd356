package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A healthy bot's own loop is made to hang, on command: the detector says why, the bot is kept from trading, the stall ends
 * when it is to, and the bot goes on as if nothing had been.
 */
@Isolated
class ChaosStallIT {
    @TempDir
    private Path directory;

    private BotRun bot;
    private Process process;

    static Stream<Arguments> stalls() {
        List<String[]> stalls = List.of(
                new String[] {"cross_lock_deadlock", "{}", "DEADLOCK"},
                new String[] {"sync_io_block", "{}", "BLOCKING_IO"},
                new String[] {"cpu_bound_loop", "{}", "CPU_SPIN"},
                new String[] {"recursive_await", "{}", "RUNAWAY_RECURSION"},
                new String[] {"recursive_await", "{\"style\":\"completions\"}", "RUNAWAY_RECURSION"});
        return Jdks.all().stream()
                .flatMap(jdk -> stalls.stream().map(stall -> Arguments.of(jdk, stall[0], stall[1], stall[2])));
    }

    static Stream<Arguments> jdks() {
        return Jdks.all().stream().map(Arguments::of);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void start(Jdks.Jdk jdk, String chaos, String stateMachine, int ticks) throws IOException {
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: %s
                chaos: %s
                """.formatted(BotRun.MARKET_BOT, stateMachine, chaos));
        bot = new BotRun(jdk, directory, "--ticks=" + ticks, "--tick=20ms").guardedBy(policy);
        process = bot.start();
        Awaits.until(process, "the bot ticks", () -> {
            Path socket = directory.resolve("resilience-state").resolve("control.sock");
            if (!Files.exists(socket)) {
                return false;
            }
            try (ControlLine line = new ControlLine(directory)) {
                return line.result("status", "{}").at("/loops/tick/ticks").asInt() > 10;
            } catch (ConnectException notYet) {
                return false;
            }
        });
    }

    private JsonNode experiment(ControlLine line, String id) throws IOException {
        for (JsonNode each : line.result("chaos.list", "{}").get("experiments")) {
            if (each.get("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no experiment " + id);
    }

    private void awaitEnd(ControlLine line, String id) {
        Awaits.until(process, "the stall is gone", () -> experiment(line, id)
                .get("verified_gone")
                .asBoolean());
    }

    /** The bot's own account, its last line. */
    private JsonNode summary() throws IOException {
        String last = bot.out().lines().reduce("", (before, line) -> line);
        return new ObjectMapper().readTree(last);
    }

    @ParameterizedTest(name = "{1} {2} on {0}")
    @MethodSource("stalls")
    void theLoopHangsForRealAndGoesOn(Jdks.Jdk jdk, String type, String options, String cause) throws Exception {
        start(jdk, "{enabled: true}", "{cycle: 100ms}", 250);
        String id;
        try (ControlLine line = new ControlLine(directory)) {
            JsonNode injected = line.result(
                    "chaos.inject",
                    "{\"type\":\"" + type + "\",\"duration_ms\":2000,\"count\":1,\"options\":" + options + "}");
            id = injected.get("id").asText();
            assertEquals("tick", injected.get("target").asText());
            Awaits.until(
                    process, "it fired", () -> experiment(line, id).get("fired").asInt() == 1);
            assertEquals(
                    "BUSY_TARGET",
                    line.ask("chaos.inject", "{\"type\":\"cpu_bound_loop\",\"duration_ms\":100}")
                            .at("/error/code")
                            .asText());
            awaitEnd(line, id);
            assertEquals("deadline", experiment(line, id).get("why_ended").asText());
            Awaits.until(process, "the bot is RUNNING", () -> line.result("status", "{}")
                    .at("/state/state")
                    .asText()
                    .equals("RUNNING"));
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertEquals(250, summary().get("ticks").asInt());
        // By the bot's own clock there was no tick for that long.
        assertTrue(
                summary().at("/loop/max_gap_ms").asDouble() >= 1500, summary().toString());

        List<JsonNode> stalls = bot.incidents().ofKind("stall");
        assertEquals(1, stalls.size(), () -> stalls + bot.log());
        JsonNode stall = stalls.get(0);
        assertEquals(cause, stall.get("cause").asText(), stall.toPrettyString());
        assertEquals("tick", stall.get("loop").asText());
        assertEquals(id, stall.get("cause_incident_id").asText(), stall.toPrettyString());
        assertEquals("SAFE_MODE", stall.get("state_after").asText());
        long lasted = stall.get("stall_ms").asLong();
        assertTrue(lasted >= 1500, "it lasted " + lasted + " ms");
        String log = bot.log();
        assertTrue(log.contains(" CRITICAL CHAOS_INJECTION_TRIGGERED incident_id=" + id + " type=" + type), log);
        assertTrue(log.contains(" CHAOS_INJECTION_ENDED incident_id=" + id + " why=deadline fired=1"), log);
        assertEquals(0, log.lines().filter(line -> line.contains(" ERROR ")).count(), log);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aStallIsStoppedByCommandByReloadAndWhenItsControllerIsGone(Jdks.Jdk jdk) throws Exception {
        start(jdk, "{enabled: true}", "{cycle: 100ms}", 400);
        String wanted = "\"duration_ms\":60000,\"count\":1";
        try (ControlLine line = new ControlLine(directory)) {
            String stopped = line.result("chaos.inject", "{\"type\":\"sync_io_block\"," + wanted + "}")
                    .get("id")
                    .asText();
            Awaits.until(
                    process,
                    "it fired",
                    () -> experiment(line, stopped).get("fired").asInt() == 1);
            assertEquals(
                    stopped,
                    line.result("chaos.stop", "{\"id\":\"" + stopped + "\"}")
                            .at("/stopped/0")
                            .asText());
            awaitEnd(line, stopped);
            assertEquals("stopped", experiment(line, stopped).get("why_ended").asText());
            assertEquals(
                    "ALREADY_OVER",
                    line.ask("chaos.stop", "{\"id\":\"" + stopped + "\"}")
                            .at("/error/code")
                            .asText());

            String held;
            try (ControlLine holding = new ControlLine(directory)) {
                held = holding.result("chaos.inject", "{\"type\":\"cross_lock_deadlock\",\"hold\":true," + wanted + "}")
                        .get("id")
                        .asText();
                Awaits.until(
                        process,
                        "it fired",
                        () -> experiment(line, held).get("fired").asInt() == 1);
            }
            awaitEnd(line, held);
            assertEquals(
                    "controller_gone", experiment(line, held).get("why_ended").asText());

            String disabled = line.result("chaos.inject", "{\"type\":\"cpu_bound_loop\"," + wanted + "}")
                    .get("id")
                    .asText();
            Path policy = directory.resolve("policy.yaml");
            Files.writeString(
                    policy, Files.readString(policy).replace("chaos: {enabled: true}", "chaos: {enabled: false}"));
            awaitEnd(line, disabled);
            assertEquals("disabled", experiment(line, disabled).get("why_ended").asText());
            assertEquals(
                    "CHAOS_DISABLED",
                    line.ask("chaos.inject", "{\"type\":\"cpu_bound_loop\"," + wanted + "}")
                            .at("/error/code")
                            .asText());
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertEquals(400, summary().get("ticks").asInt());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void anUnbreakableDeadlockEndsTheProcess(Jdks.Jdk jdk) throws Exception {
        start(jdk, "{enabled: true, unbreakable: true}", "{cycle: 1s, safe_mode_ttl: 3s}", 400);
        String wanted = "{\"type\":\"cross_lock_deadlock\",\"duration_ms\":500,\"options\":{\"unbreakable\":true}}";
        String id;
        try (ControlLine line = new ControlLine(directory)) {
            id = line.result("chaos.inject", wanted).get("id").asText();
        }
        assertEquals(10, process.waitFor(), bot.log());
        JsonNode stall = bot.incidents().ofKind("stall").get(0);
        assertEquals("DEADLOCK", stall.get("cause").asText(), stall.toPrettyString());
        assertEquals(id, stall.get("cause_incident_id").asText());
        assertTrue(bot.log().contains(" CHAOS_EFFECT_LINGERS incident_id=" + id), bot.log());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aLiveFigureEndsItAndSoDoesThePolicysOwn(Jdks.Jdk jdk) throws Exception {
        start(jdk, "{enabled: true, rollback: [deadline_miss > 90]}", "{cycle: 100ms}", 300);
        try (ControlLine line = new ControlLine(directory)) {
            String wanted = "{\"type\":\"cpu_bound_loop\",\"duration_ms\":60000,\"rollback\":\"state == SAFE_MODE\"}";
            String id = line.result("chaos.inject", wanted).get("id").asText();
            awaitEnd(line, id);
            assertEquals("rollback", experiment(line, id).get("why_ended").asText());
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertTrue(bot.log().contains(" why=rollback "), bot.log());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aLoopThatIsToldByItsThreadIsStruckThroughItsExecutor(Jdks.Jdk jdk) throws Exception {
        start(
                jdk,
                "{enabled: true}\nloops: {threads: {market: MarketAnalysisLoop}, stall_after: 500ms}",
                "{cycle: 100ms}",
                250);
        String loop = "market/MarketAnalysisLoop";
        String id;
        try (ControlLine line = new ControlLine(directory)) {
            Awaits.until(process, "the loop is known", () -> line.result("status", "{}")
                    .get("loops")
                    .has(loop));
            String wanted = "{\"type\":\"sync_io_block\",\"target\":\"" + loop + "\",\"duration_ms\":2000,\"count\":1}";
            id = line.result("chaos.inject", wanted).get("id").asText();
            awaitEnd(line, id);
            assertEquals(1, experiment(line, id).get("fired").asInt());
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertEquals(250, summary().get("ticks").asInt());
        JsonNode stall = bot.incidents().ofKind("stall").stream()
                .filter(each -> each.get("loop").asText().equals(loop))
                .findFirst()
                .orElseThrow(() -> new AssertionError(bot.log()));
        assertEquals("BLOCKING_IO", stall.get("cause").asText(), stall.toPrettyString());
        assertEquals(id, stall.get("cause_incident_id").asText(), stall.toPrettyString());
    }
}
