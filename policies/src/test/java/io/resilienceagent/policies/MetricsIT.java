package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of a bot that trades, scraped by hand and by a real Prometheus, which tells when the bot hangs. */
class MetricsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";

    @TempDir
    private Path directory;

    private BotRun bot;
    private Process process;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private Path policy(String reads) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                admin: {listen: '127.0.0.1:0', reads: %s}
                chaos: {enabled: true}
                join_points:
                  tick:           {every: 100ms, stall_after: 500ms}
                  feed:           {on: com.example.marketbot.Feeder#onUpdate, kind: handler}
                  feed_reconnect: {on: com.example.marketbot.Feeder#reconnect, kind: any}
                """.formatted(BotRun.MARKET_BOT, reads));
    }

    private void start(Jdks.Jdk jdk, String reads) throws IOException {
        bot = new BotRun(jdk, directory, "--tick=20ms", "--ticks=0")
                .with("-Xlog:class+load:file=" + directory.resolve("classes.txt"))
                .guardedBy(policy(reads));
        process = bot.start();
        Awaits.until(
                process,
                "it listens and trades",
                () -> !address().isEmpty() && !bot.ledger().isEmpty());
    }

    private JsonNode ask(String command, String arguments) throws IOException {
        try (ControlLine line = new ControlLine(directory)) {
            return line.result(command, arguments);
        }
    }

    private String address() {
        try {
            return ask("status", "{}").at("/agent/admin").asText();
        } catch (IOException notYet) {
            return "";
        }
    }

    private Path token() {
        return directory.resolve("resilience-state").resolve("admin.token");
    }

    private HttpResponse<String> scrape(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + "/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The samples by name and labels, as the text has them. */
    private static Map<String, Double> samples(String text) {
        Map<String, Double> samples = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
        return samples;
    }

    private long loaded(String start) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("classes.txt"))) {
            return lines.filter(line -> line.contains(start)).count();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aScrapeTellsWhatTheBotDidAndAReloadTakesNothingBack(Jdks.Jdk jdk) throws Exception {
        start(jdk, "open");
        assertTrue(loaded("io.resilienceagent.control.") > 0, "the log of classes is read");
        assertEquals(0, loaded("io.resilienceagent.metrics."), "nobody has asked yet");
        assertEquals(0, loaded("io.prometheus."), "nobody has asked yet");

        HttpResponse<String> first = scrape();
        assertEquals(200, first.statusCode(), first.body());
        assertTrue(first.headers().firstValue("content-type").orElseThrow().startsWith("text/plain; version=0.0.4"));
        assertTrue(loaded("io.prometheus.") > 0);
        Map<String, Double> before = samples(first.body());
        for (String name : List.of(
                "resilience_loop_ticks_total{loop=\"tick\"}",
                "resilience_calls_total{join_point=\"place_order\"}",
                "resilience_join_point_methods{join_point=\"place_order\"}",
                "resilience_orders_total{outcome=\"accepted\"}",
                "resilience_state{state=\"running\"}",
                "resilience_ready",
                "resilience_journal_available",
                "mm_ws_gap_ms_count",
                "mm_reconnect_attempts_total{kind=\"feed\"}")) {
            assertTrue(before.getOrDefault(name, 0.0) > 0, () -> name + " in\n" + first.body());
        }
        assertEquals(0, before.get("mm_partial_fail_rate{exchange=\"Trader\",op=\"place_order\"}"));
        assertEquals(0, before.get("mm_reconcile_discrepancies_total{type=\"placed\"}"));

        HttpResponse<String> open = scrape("Accept", OPENMETRICS);
        assertTrue(open.headers().firstValue("content-type").orElseThrow().startsWith("application/openmetrics-text"));
        assertTrue(open.body().endsWith("# EOF\n"), open.body());
        String told = ask("metrics", "{}").get("text").asText();
        assertTrue(samples(told).keySet().containsAll(before.keySet()), told);

        policy("token");
        Awaits.until(process, "the policy is in force", () -> scrape().statusCode() == 401);
        HttpResponse<String> after =
                scrape("Authorization", "Bearer " + Files.readString(token()).strip());
        Map<String, Double> now = samples(after.body());
        before.forEach((name, value) -> assertTrue(
                !name.matches("[a-z_]+(_total|_count|_bucket)\\b.*") || now.getOrDefault(name, -1.0) >= value,
                () -> name + " was " + value + " and is " + now.get(name)));
        assertFalse(bot.log().contains("METRICS_ERROR"), bot.log());
        assertFalse(bot.log().contains("LOOP_GUARD_TIMEOUT"), bot.log());
    }

    @Test
    void aRealPrometheusScrapesTheBotAndAlertsWhenItHangs() throws Exception {
        PrometheusProcess.needed();
        PrometheusProcess.promtool(0, "", "check", "rules", "alerts.yml");
        PrometheusProcess.promtool(0, "", "test", "rules", "alerts_test.yml");
        start(Jdks.all().get(1), "token");
        String scraped = ask("metrics", "{}").get("text").asText();
        String lint = PrometheusProcess.promtool(3, scraped, "check", "metrics");
        assertEquals(
                List.of(),
                lint.lines().filter(line -> !line.startsWith("mm_ws_gap_ms ")).toList(),
                "all but a name that is given");
        try (PrometheusProcess prometheus =
                new PrometheusProcess(directory.resolve("prometheus"), address(), token())) {
            Awaits.until(prometheus.process(), "it scrapes", () -> prometheus.value("up{job=\"bots\"}") == 1);
            Awaits.until(
                    prometheus.process(),
                    "it sees the bot tick",
                    () -> prometheus.value("rate(resilience_loop_ticks_total{loop=\"tick\"}[10s])") > 0);
            assertFalse(prometheus.fires("LoopStalled"), prometheus::log);
            ask("chaos.inject", "{\"type\":\"sync_io_block\",\"target\":\"tick\",\"duration_ms\":15000}");
            Awaits.until(prometheus.process(), "the stall alerts", () -> prometheus.fires("LoopStalled"));
            Awaits.until(prometheus.process(), "the safe mode alerts", () -> prometheus.fires("BotInSafeMode"));
            Awaits.until(prometheus.process(), "the chaos is told", () -> prometheus.fires("ChaosRuns"));
            assertEquals(1, prometheus.value("resilience_stalls_total{cause=\"blocking_io\"}"), prometheus::log);
            assertTrue(prometheus.value("mm_chaos_injections_total{scenario=\"sync_io_block\"}") >= 1);
            assertEquals(1, prometheus.value("resilience_state_transitions_total{from=\"running\",to=\"safe_mode\"}"));
            assertEquals(1, prometheus.value("up{job=\"bots\"}"), "it answers although it hangs");
            ask("chaos.stop", "{}");
            Awaits.until(prometheus.process(), "the alert is over", () -> !prometheus.fires("LoopStalled"));
        }
    }
}
