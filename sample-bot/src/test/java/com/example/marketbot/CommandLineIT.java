package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("com.example.marketbot.BotProcess#javaHomes")
    void aRunEndsWithTheSummaryAsItsLastLine(String javaHome) throws Exception {
        BotProcess.Result result =
                BotProcess.runOn(directory, javaHome, "--ticks", "40", "--tick", "5ms", "--timeout", "20s");
        assertEquals(List.of(), result.err());
        assertEquals(0, result.exitCode());
        Map<String, Object> summary = Json.read(result.lastLine(), new TypeReference<>() {});
        assertEquals(
                Set.of(
                        "scenario",
                        "ticks",
                        "signals",
                        "orders_sent",
                        "orders_executed",
                        "duplicates_executed",
                        "naked_sells_received",
                        "denied",
                        "loop",
                        "hang"),
                summary.keySet());
        assertEquals(40, summary.get("ticks"));
        Map<?, ?> loop = (Map<?, ?>) summary.get("loop");
        assertEquals(Set.of("p50_ms", "p95_ms", "p99_ms", "max_gap_ms", "deadline_miss_percent"), loop.keySet());
    }

    @Test
    void theSummaryGoesToAFileIfAsked() throws Exception {
        Path file = directory.resolve("summary.json");
        BotProcess.Result result =
                BotProcess.run(directory, "--ticks", "5", "--tick", "5ms", "--summary", file.toString());
        assertEquals(0, result.exitCode());
        assertTrue(result.out().stream().noneMatch(line -> line.startsWith("{")), result.toString());
        assertTrue(Files.readString(file).startsWith("{\"scenario\":\"normal\",\"ticks\":5,"));
    }

    @Test
    void helpTeaches() throws Exception {
        BotProcess.Result result = BotProcess.run(directory, "--help");
        assertEquals(0, result.exitCode());
        String text = String.join("\n", result.out());
        for (String word : List.of(
                "--scenario", "lost_answers", "healthy_slow", "--hang-for", "--data", "exchange --port", "Examples:")) {
            assertTrue(text.contains(word), word);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scenario=nope",
                "--tick=5minutes",
                "--ticks=-1",
                "--exchange=nowhere",
                "--nope",
                "exchange",
            })
    void aBadArgumentGetsOneClearLine(String argument) throws Exception {
        BotProcess.Result result = BotProcess.run(directory, argument);
        assertEquals(2, result.exitCode());
        assertEquals(List.of(), result.out());
        assertEquals(1, result.err().size(), result.toString());
        assertTrue(result.err().get(0).endsWith("--help)"), result.toString());
    }
}
