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
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pack:java-http} on the JDK's real HTTP client: a class of the JDK itself, in a named module. */
class JavaHttpPackIT {
    private static final String POLICY = """
            version: 1
            bot: http-host
            include: [pack:java-http]
            """;

    @TempDir
    private Path directory;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    /** What the host printed; the JVM verified each class, and nothing foreign stands on its error stream. */
    private List<String> host(Jdks.Jdk jdk, String guards, String... requests) {
        Jvm.Ended ended = new Jvm(jdk, directory)
                .with("-Xverify:all", "-Xlog:disable", "-Xlog:all=warning:stderr")
                .withPolicy(POLICY + guards)
                .runningClass(HttpHost.class, requests)
                .run();
        assertEquals(0, ended.exitCode(), ended.toString());
        assertEquals(List.of(), withoutVerifierAdvice(ended));
        return ended.out().lines().toList();
    }

    /** The JVM says that -Xverify:all is not for production; that is this test's own doing. */
    private static List<String> withoutVerifierAdvice(Jvm.Ended ended) {
        return ended.foreignErrors().stream()
                .filter(line -> !line.contains("-Xverify"))
                .toList();
    }

    private JsonNode status(String pointer) throws IOException {
        Path file = directory.resolve("resilience-state").resolve("status.json");
        return new ObjectMapper().readTree(Files.readString(file)).at(pointer);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void eachRequestIsOneCallOfOneJoinPoint(Jdks.Jdk jdk) throws Exception {
        assertEquals(
                List.of("send 204", "async 204", "send 204", "refused ConnectException"),
                host(jdk, "", "send", "async", "send", "refused"));
        assertEquals(
                "[\"jdk.internal.net.http.HttpClientImpl#send(HttpRequest, BodyHandler)\"]",
                status("/join_points/http_send/matched").toString());
        assertEquals(
                "[\"jdk.internal.net.http.HttpClientImpl#sendAsync(HttpRequest, BodyHandler, PushPromiseHandler)\"]",
                status("/join_points/http_send_async/matched").toString());
        assertEquals(3, status("/join_points/http_send/calls").asInt());
        assertEquals(1, status("/join_points/http_send_async/calls").asInt());
        assertEquals("[]", status("/not_woven").toString());
        assertEquals("[]", status("/failures").toString());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void aRateLimitOnItDenies(Jdks.Jdk jdk) throws Exception {
        String guards = """
                guards:
                  http_send: [rate_limit: {calls: 1, within: 1h}]
                  http_send_async: [rate_limit: {calls: 1, within: 1h}]
                """;
        assertEquals(
                List.of("send 204", "send RATE_LIMITED", "async 204", "async RATE_LIMITED"),
                host(jdk, guards, "send", "send", "async", "async"));
        assertEquals(1, status("/join_points/http_send/denied/RATE_LIMITED").asInt());
        assertEquals(
                1, status("/join_points/http_send_async/denied/RATE_LIMITED").asInt());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void aCircuitBreakerAndATimeoutSeeWhatTheClientMeets(Jdks.Jdk jdk) throws Exception {
        String guards = """
                guards:
                  http_send: [circuit_breaker: {failures: 2, open_for: 1h}, bulkhead: {max: 1}]
                  http_send_async: [timeout: 3s]
                """;
        assertEquals(
                List.of(
                        "refused ConnectException",
                        "refused ConnectException",
                        "send CIRCUIT_OPEN",
                        "async 204",
                        "silent TIMED_OUT"),
                host(jdk, guards, "refused", "refused", "send", "async", "silent"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void theSampleBotTradesTheSameWithIt(Jdks.Jdk jdk) throws Exception {
        Path policy = Files.writeString(directory.resolve("with-pack.yaml"), """
                version: 1
                bot: market-bot
                include: [%s, pack:java-http]
                guards:
                  http_send: [timeout: 30s, bulkhead: {max: 4}]
                """.formatted(BotRun.MARKET_BOT));
        String[] arguments = {"--ticks=41", "--tick=5ms", "--timeout=20s"};
        Result bare = new BotRun(jdk, directory.resolve("bare"), arguments).run();
        Result guarded = new BotRun(jdk, directory.resolve("guarded"), arguments)
                .guardedBy(policy)
                .run();
        assertEquals(0, guarded.ended().exitCode(), guarded.ended().toString());
        assertEquals(List.of(), guarded.ended().foreignErrors());
        assertEquals(bare.executed(), guarded.executed());
        int requests = guarded.status().at("/join_points/http_send/calls").asInt();
        assertTrue(requests > guarded.ledger().size(), requests + " requests, the orders' among them");
        assertEquals(0, guarded.status().at("/join_points/http_send/denied").size());
    }
}
