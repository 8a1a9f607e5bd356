package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A healthy bot's exchange, network and clock break, on command: the bot itself tells what it met, the control goes on as
 * ever, and after the end the bot trades as before.
 */
class ChaosFaultIT {
    @TempDir
    private Path directory;

    private BotRun bot;
    private Process process;

    static Stream<Arguments> faults() {
        List<String[]> faults = List.of(
                new String[] {"exch_429", "jdk-http", "{\"retry_after\":1,\"method\":\"POST\"}", "HTTP 429"},
                new String[] {"exch_5xx", "jdk-http", "{\"status\":502,\"method\":\"POST\"}", "HTTP 502"},
                new String[] {"net_loss", "jdk-http", "{\"method\":\"POST\"}", "CONNECTION_FAILED"},
                new String[] {"reply_truncated", "jdk-http", "{\"method\":\"POST\"}", "CONNECTION_FAILED"},
                new String[] {
                    "exception",
                    "place_order",
                    "{\"class\":\"com.example.marketbot.OrderRejected\",\"message\":\"INJECTED: no\"}",
                    "INJECTED"
                },
                new String[] {"clock_skew_ms", "", "{\"ms\":-600000}", "TIMESTAMP_OUT_OF_WINDOW"});
        return Jdks.all().stream().flatMap(jdk -> faults.stream()
                .map(fault -> Arguments.of(jdk, fault[0], fault[1], fault[2], fault[3])));
    }

    static Stream<Arguments> jdks() {
        return Jdks.all().stream().map(Arguments::of);
    }

    private void start(Jdks.Jdk jdk, int ticks) throws IOException {
        // Without guards on orders: what the bot meets is the fault, not what a guard makes of it.
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                join_points:
                  place_order: {on: com.example.marketbot.Trader#placeOrder}
                  tick: {on: com.example.marketbot.MarketAnalysisLoop#tick, kind: loop, stall_after: 20s}
                chaos: {enabled: true, clock: com.example.marketbot.SignedHttp}
                """);
        bot = new BotRun(jdk, directory, "--ticks=" + ticks, "--tick=20ms").guardedBy(policy);
        process = bot.start();
        Awaits.until(process, "the bot trades", () -> {
            Path socket = directory.resolve("resilience-state").resolve("control.sock");
            if (!Files.exists(socket)) {
                return false;
            }
            try (ControlLine line = new ControlLine(directory)) {
                return line.result("status", "{}").at("/loops/tick/ticks").asInt() > 10;
            }
        });
    }

    private String inject(ControlLine line, String type, String target, String options) throws IOException {
        String place = target.isEmpty() ? "" : "\"target\":\"" + target + "\",\"percent\":100,";
        return line.result(
                        "chaos.inject",
                        "{\"type\":\"" + type + "\"," + place + "\"seed\":7,\"duration_ms\":60000,\"options\":"
                                + options + "}")
                .get("id")
                .asText();
    }

    private static JsonNode experiment(ControlLine line, String id) throws IOException {
        for (JsonNode each : line.result("chaos.list", "{}").get("experiments")) {
            if (each.get("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no experiment " + id);
    }

    private void stop(ControlLine line, String id) throws IOException {
        line.result("chaos.stop", "{\"id\":\"" + id + "\"}");
        Awaits.until(process, "it is gone", () -> experiment(line, id)
                .get("verified_gone")
                .asBoolean());
    }

    private JsonNode summary() throws IOException {
        return new ObjectMapper().readTree(bot.out().lines().reduce("", (before, line) -> line));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{1} {2} on {0}")
    @MethodSource("faults")
    void theBotMeetsItAndThenTradesAsBefore(Jdks.Jdk jdk, String type, String target, String options, String met)
            throws Exception {
        start(jdk, 400);
        int during;
        try (ControlLine line = new ControlLine(directory)) {
            String id = inject(line, type, target, options);
            Awaits.until(
                    process, "it fired", () -> experiment(line, id).get("fired").asInt() > 0);
            Awaits.until(process, "the bot told of it", () -> bot.out().contains("an order failed: " + met));
            stop(line, id);
            during = bot.ledger().size();
            Awaits.until(process, "the bot trades again", () -> bot.ledger().size() > during + 2);
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertTrue(summary().get("denied").has(met), summary().toString());
        assertEquals(400, summary().get("ticks").asInt());
        assertFalse(bot.log().contains(" ERROR "), bot.log());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void theFeedBreaksAndTheBotConnectsAgain(Jdks.Jdk jdk) throws Exception {
        start(jdk, 250);
        try (ControlLine line = new ControlLine(directory)) {
            String id = inject(line, "ws_disconnect", "jdk-websocket", "{\"path\":\"/feed\"}");
            Awaits.until(process, "the bot noticed", () -> bot.out().contains("the feed is silent, connecting again"));
            stop(line, id);
        }
        assertEquals(0, process.waitFor(), bot.log());
        assertFalse(bot.log().contains(" ERROR "), bot.log());
    }

    /** Everything in the process that has a socket meets the fault; the agent's own control does not. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void theAgentsOwnControlMeetsNoFault(Jdks.Jdk jdk) throws Exception {
        start(jdk, 250);
        try (ControlLine line = new ControlLine(directory)) {
            String id = inject(line, "net_loss", "jdk-socket", "{}");
            Awaits.until(
                    process, "it fired", () -> experiment(line, id).get("fired").asInt() > 2);
            for (int i = 0; i < 20; i++) {
                try (ControlLine other = new ControlLine(directory)) {
                    other.result("ping", "{}");
                }
            }
            stop(line, id);
        }
        process.destroy();
        process.waitFor();
        assertFalse(bot.log().contains(" ERROR "), bot.log());
    }
}
