package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guarded sample bot hangs, and the report on its recording alone says why and when: held against the bot's own summary. */
class ReportIT {
    private static final Path CLI = Path.of("..", "attach-cli", "target", "attach-cli.jar")
            .toAbsolutePath()
            .normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OLD = 0;
    private static final int NEW = 1;

    @TempDir
    private Path directory;

    private BotRun bot(int jdk, String scenario) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: {cycle: 500ms, safe_mode_ttl: %s}
                """.formatted(
                        BotRun.MARKET_BOT, scenario.equals("hang_deadlock") ? "1500ms" : "1m"));
        return new BotRun(
                        Jdks.all().get(jdk),
                        directory,
                        "--scenario=" + scenario,
                        "--seed=1",
                        "--ticks=60",
                        "--tick=20ms",
                        "--hang-at=20",
                        "--hang-for=1200ms")
                .guardedBy(policy);
    }

    private JsonNode report(int jdk, Path file) throws IOException {
        Path out = directory.resolve("report");
        Jvm.Ended ended = new Jvm(Jdks.all().get(jdk), Files.createDirectories(directory.resolve("cli")))
                .with("-XX:TieredStopAtLevel=1")
                .running("-jar", CLI.toString(), "report", file.toString(), "--out", out.toString())
                .run();
        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals("", ended.err());
        assertTrue(Files.readString(out.resolve("report.html")).startsWith("<!DOCTYPE html>"));
        return JSON.readTree(out.resolve("findings.json").toFile());
    }

    private static JsonNode only(JsonNode report, String rule) {
        List<JsonNode> found = StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("rule").asText().equals(rule))
                .toList();
        assertEquals(1, found.size(), report::toPrettyString);
        return found.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"hang_cpu, CPU_SPIN, 1", "hang_lock, LOCK_WAIT, 0", "hang_io, BLOCKING_IO, 0"})
    void theRecordingOfTheWholeRunTellsCauseAndTime(String scenario, String cause, int jdk) throws IOException {
        Path file = directory.resolve("bot.jfr");
        Result result = bot(jdk, scenario)
                .with("-XX:StartFlightRecording=filename=" + file)
                .run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());

        JsonNode report = report(OLD, file);
        JsonNode stall = only(report, "LOOP_STALL");
        assertTrue(stall.path("title").asText().startsWith("loop tick stood still for "), stall::toPrettyString);
        assertTrue(stall.path("title").asText().endsWith(": " + cause), stall::toPrettyString);
        assertTrue(stall.path("evidence").toString().contains("MarketAnalysisLoop"), stall::toPrettyString);
        JsonNode hang = result.summary().path("hang");
        long began = hang.path("began_ms").asLong();
        long ended = hang.path("ended_ms").asLong();
        long from = Instant.parse(stall.at("/when/from").asText()).toEpochMilli();
        long to = Instant.parse(stall.at("/when/to").asText()).toEpochMilli();
        long both = Math.min(ended, to) - Math.max(began, from);
        assertTrue(ended > began && both > 0.8 * (ended - began), () -> hang + "\n" + stall.toPrettyString());
        assertTrue(both > 0.8 * (to - from), () -> hang + "\n" + stall.toPrettyString());
        String told = Files.readString(directory.resolve("report").resolve("report.md"));
        assertTrue(told.matches("(?s).*\n- [0-9:.]+ (?:[0-9]+ )?recovery cycles? in .*"), told);
        assertTrue(told.matches("(?s).*\n\\| loops \\| [1-9].*"), told);
    }

    @Test
    void theRecordingOfAnIncidentTellsOfADeadlockThatNeverEnded() throws IOException {
        BotRun bot = bot(NEW, "hang_deadlock");
        Result result = bot.run();
        assertEquals(10, result.ended().exitCode(), result.ended().toString());
        JsonNode incident = bot.incidents().ofKind("stall").get(0);

        JsonNode alone = report(OLD, bot.incidents().file(incident, "recording.jfr"));
        assertTrue(
                only(alone, "LOOP_STALL").path("title").asText().endsWith("did not go on again: DEADLOCK"),
                alone::toPrettyString);
        assertEquals("certain", only(alone, "DEADLOCK").path("how_sure").asText());

        JsonNode whole = report(NEW, directory.resolve("resilience-state"));
        JsonNode deadlock = only(whole, "DEADLOCK");
        assertTrue(deadlock.path("title").asText().contains("MarketAnalysisLoop"), deadlock::toPrettyString);
        assertEquals(1, whole.path("bots").size(), whole::toPrettyString);
        assertEquals("market-bot", whole.path("bots").path(0).path("bot").asText());
        String html = Files.readString(directory.resolve("report").resolve("report.html"));
        assertTrue(html.contains("class=\"cycle\""), "the circle is drawn");
    }
}
