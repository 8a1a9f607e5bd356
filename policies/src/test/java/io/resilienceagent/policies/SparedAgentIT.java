package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One in twenty calls of the bot's sockets fails (were it each, there would be no price to send an order at), and none of the
 * agent's: its two doors are open, its journal takes orders, its recorder records. Whoever ends the experiment comes through one of
 * the doors.
 */
class SparedAgentIT {
    private static final int ROUNDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = """
            version: 1
            bot: market-bot
            admin: {listen: '127.0.0.1:0'}
            chaos: {enabled: true}
            join_points:
              place_order:
                on: com.example.marketbot.Trader#placeOrder
                kind: order
                bind: {symbol: arg0.symbol, side: arg0.side, quantity: arg0.quantity, price: arg0.price}
                rejected_by: com.example.marketbot.OrderRejected
                deny: {throw: com.example.marketbot.OrderRejected}
              tick: {on: com.example.marketbot.MarketAnalysisLoop#tick, kind: loop, stall_after: 20s}
            guards:
              place_order: [idempotency: {key: [symbol, side, quantity, price], within: 1d}]
            """;

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private BotRun bot;
    private Process process;

    private Path state() {
        return directory.resolve("resilience-state");
    }

    private JsonNode status() throws IOException {
        try (ControlLine line = new ControlLine(directory)) {
            return line.result("status", "{}");
        }
    }

    private boolean listens() {
        try {
            return !status().at("/agent/admin").asText().isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> get(String admin, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + admin + path)).build(), BodyHandlers.ofString());
    }

    @Test
    void whenTheBotsSocketsFailTheAgentsOwnGoOn() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        bot = new BotRun(Jdks.all().get(1), directory, "--ticks=0", "--tick=20ms").guardedBy(policy);
        process = bot.start();
        try {
            Awaits.until(process, "it trades", () -> listens() && bot.ledger().size() > 2);
            String admin = status().at("/agent/admin").asText();
            String id;
            long journaled = Files.size(JournalBytes.file(state()));
            try (ControlLine line = new ControlLine(directory)) {
                id = line.result(
                                "chaos.inject",
                                "{\"type\":\"net_loss\",\"target\":\"jdk-socket\",\"percent\":5,\"seed\":7,\"duration_ms\":600000}")
                        .get("id")
                        .asText();
            }
            Awaits.until(process, "orders are lost", () -> unknown() > 0);
            assertTrue(Files.size(JournalBytes.file(state())) > journaled, "lost orders are journaled");
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(200, get(admin, "/admin/status").statusCode());
                assertTrue(status().at("/orders/journal_available").asBoolean());
            }
            assertRecords(dump(admin), id);
            int lost = bot.ledger().size();
            JsonNode stopped = post(admin, "/admin/chaos/stop", "{\"id\":\"" + id + "\"}");
            assertEquals(id, stopped.at("/stopped/0").asText(), stopped.toString());
            Awaits.until(process, "it trades again", () -> bot.ledger().size() > lost + 2);
            assertEquals("[]", status().get("failures").toString());
            assertFalse(bot.log().contains(" ERROR "), bot.log());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private int unknown() throws IOException {
        return status().at("/orders/unknown").asInt();
    }

    private JsonNode post(String admin, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + admin + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(state().resolve("admin.token"))
                                        .strip())
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    /** Has a dump written while nothing of the bot's goes through; its recording. */
    private Path dump(String admin) throws IOException, InterruptedException {
        Path recording = Path.of(post(admin, "/admin/dump", "{\"reason\":\"all is lost\"}")
                        .get("path")
                        .asText())
                .resolve("recording.jfr");
        Awaits.until(process, "the recording is written", () -> Files.exists(recording));
        return recording;
    }

    private static void assertRecords(Path recording, String id) throws IOException {
        Set<String> experiments = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("resilience.FaultInjected")) {
                experiments.add(event.getString("incidentId"));
            }
        }
        assertEquals(Set.of(id), experiments);
    }
}
