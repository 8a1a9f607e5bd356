package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus, of Debian's package, that scrapes a bot each second by the documented rules; and its promtool. */
final class PrometheusProcess implements AutoCloseable {
    /** The documented rules and their test. */
    static final Path RULES =
            Path.of("..", "docs", "prometheus").toAbsolutePath().normalize();

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/prometheus"), Path.of("/usr/bin/promtool"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final int port;
    private final Process process;

    /** Skips the test where the programs are missing, and fails it where they must be there. */
    static void needed() {
        List<Path> missing =
                PROGRAMS.stream().filter(each -> !Files.isExecutable(each)).toList();
        if (!missing.isEmpty()) {
            assertNotEquals("true", System.getenv("CI"), "CI has to have Debian's package prometheus: " + missing);
        }
        assumeTrue(
                missing.isEmpty(),
                () -> "SKIPPED, no Prometheus here (as root: apt-get install --no-install-recommends prometheus): "
                        + missing);
    }

    /**
     * Starts it.
     *
     * @param target address and port of the bot's admin
     * @param token the file with the token that reading needs
     */
    PrometheusProcess(Path directory, String target, Path token) throws IOException {
        this.directory = Files.createDirectories(directory);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(
                directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: bots
                    authorization: {credentials_file: '%s'}
                    static_configs: [{targets: ['%s']}]
                """.formatted(RULES.resolve("alerts.yml"), token, target));
        process = new ProcessBuilder(
                        PROGRAMS.get(0).toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    /** Whether it is there. */
    Process process() {
        return process;
    }

    /** What it printed; of use when something went wrong. */
    String log() {
        try {
            return Files.readString(directory.resolve("prometheus.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What its API answers; null while it does not listen yet. */
    private JsonNode ask(String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                    .build();
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new ObjectMapper().readTree(answer);
        } catch (IOException notYet) {
            return null;
        }
    }

    /** The value of an expression that has one series; NaN while it has none. */
    double value(String expression) throws InterruptedException {
        JsonNode answer = ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        JsonNode result = answer == null ? null : answer.at("/data/result");
        return result == null || result.size() != 1
                ? Double.NaN
                : result.at("/0/value/1").asDouble();
    }

    /** Whether an alert of this name fires. */
    boolean fires(String alert) throws InterruptedException {
        JsonNode answer = ask("alerts");
        if (answer != null) {
            for (JsonNode each : answer.at("/data/alerts")) {
                if (each.at("/labels/alertname").asText().equals(alert)
                        && each.get("state").asText().equals("firing")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Runs promtool in the directory of the rules; what it said. */
    static String promtool(int exitCode, String input, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(PROGRAMS.get(1).toString())
                .directory(RULES.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        Process tool = builder.start();
        try (var in = tool.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, tool.waitFor(), said);
        return said;
    }

    @Override
    public void close() {
        try {
            // Waited for: what it still writes would be in the way of whoever removes the directory.
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
