package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host that speaks through {@code java.net.http} meets, and that it meets nothing after the end. */
@Timeout(60)
class JdkHttpFaultTest {
    private static final String HTTP = "jdk-http";

    private final TestServer server = new TestServer();
    private final FaultRig rig = new FaultRig();
    private final HttpClient client = HttpClient.newHttpClient();

    JdkHttpFaultTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    @Test
    void tooManyRequestsWithItsHeaderAndTheHostsOwnHandler() throws Exception {
        assertEquals(TestServer.BODY, get("/order").body());
        rig.strike("exch_429", HTTP, "retry_after", 7, "body", "{\"code\":-1003}");
        HttpResponse<String> answer = get("/order");
        assertEquals(429, answer.statusCode());
        assertEquals("7", answer.headers().firstValue("retry-after").orElseThrow());
        assertEquals("{\"code\":-1003}", answer.body());
        assertEquals(server.at("/order"), answer.uri());
        assertEquals(1, server.asked.size());
        rig.end();
        assertEquals(200, get("/order").statusCode());
        assertEquals(2, server.asked.size());
        assertEquals(1, rig.fired.get());
    }

    @Test
    void anAsynchronousHostGetsItAsAResponseToo() throws Exception {
        rig.strike("exch_5xx", HTTP, "status", 502, "body", "bad gateway");
        HttpResponse<InputStream> answer = client.sendAsync(request("/a").build(), BodyHandlers.ofInputStream())
                .get(20, TimeUnit.SECONDS);
        assertEquals(502, answer.statusCode());
        assertEquals("bad gateway", new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(List.of(), server.asked);
    }

    @Test
    void everyHandlerOfTheJdkGetsItsBody() throws Exception {
        rig.strike("exch_429", HTTP, "body", "slow down\nplease");
        HttpRequest request = request("/").build();
        assertEquals(
                "slow down\nplease",
                client.send(request, BodyHandlers.ofString()).body());
        assertEquals(16, client.send(request, BodyHandlers.ofByteArray()).body().length);
        assertEquals(2, client.send(request, BodyHandlers.ofLines()).body().count());
        assertEquals(
                16,
                client.send(request, BodyHandlers.buffering(BodyHandlers.ofByteArray(), 5))
                        .body()
                        .length);
        assertEquals(null, client.send(request, BodyHandlers.discarding()).body());
    }

    @Test
    void anAnswerWithoutBodyAndHeader() throws Exception {
        rig.strike("exch_429", HTTP, "retry_after", 0, "body", "");
        HttpResponse<String> answer = get("/");
        assertEquals("", answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isEmpty());
    }

    @Test
    void whatTheHostsHandlerThrowsComesBackToIt() throws Exception {
        rig.strike("exch_429", HTTP);
        HttpResponse.BodyHandler<String> broken = info -> {
            throw new IllegalStateException("status " + info.statusCode());
        };
        IOException thrown =
                assertThrows(IOException.class, () -> client.send(request("/").build(), broken));
        assertEquals("status 429", thrown.getMessage());
        ExecutionException later = assertThrows(
                ExecutionException.class,
                () -> client.sendAsync(request("/").build(), broken).get());
        assertInstanceOf(IllegalStateException.class, later.getCause());
    }

    @Test
    void onlyWhatTheFilterMeans() throws Exception {
        rig.strike("exch_429", HTTP, "path", "/api/order*", "method", "post", "host", "LOCAL*");
        assertEquals(200, get("/api/order").statusCode());
        assertEquals(200, post("/api/balance").statusCode());
        assertEquals(429, post("/api/order/7").statusCode());
        assertEquals(1, rig.fired.get());
    }

    @Test
    void aRequestThatIsLostNeverArrives() throws Exception {
        rig.strike("net_loss", HTTP);
        IOException thrown = assertThrows(IOException.class, () -> post("/order"));
        assertEquals("Connection reset", thrown.getMessage());
        CompletableFuture<?> future = client.sendAsync(request("/").build(), BodyHandlers.ofString());
        CompletionException later = assertThrows(CompletionException.class, future::join);
        assertInstanceOf(SocketException.class, later.getCause());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void aReplyThatIsLostWasCarriedOut() throws Exception {
        rig.strike("net_loss", HTTP, "lose", "reply");
        assertThrows(IOException.class, () -> post("/order"));
        assertEquals(List.of("POST /order buy"), server.asked);
        CompletableFuture<?> future = client.sendAsync(request("/").build(), BodyHandlers.ofString());
        assertThrows(CompletionException.class, future::join);
        assertEquals(2, server.asked.size());
        assertEquals(2, rig.fired.get());
    }

    @Test
    void aConnectionIsRefused() throws Exception {
        rig.strike("net_loss", HTTP, "as", "refuse");
        assertThrows(ConnectException.class, () -> get("/"));
    }

    @Test
    void theHostsOwnTimeoutIsOver() throws Exception {
        rig.strike("net_loss", HTTP, "as", "timeout");
        HttpRequest request = request("/order").timeout(Duration.ofMillis(30)).build();
        assertThrows(HttpTimeoutException.class, () -> client.send(request, BodyHandlers.ofString()));
        assertEquals(List.of(), server.asked);
    }

    @Test
    void aHangWithoutATimeoutEndsWithTheExperiment() throws Exception {
        rig.strike("net_loss", HTTP, "as", "timeout");
        CompletableFuture<?> hanging = client.sendAsync(request("/").build(), BodyHandlers.ofString());
        assertFalse(hanging.isDone());
        rig.end();
        assertThrows(ExecutionException.class, () -> hanging.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptEndsAHangAsItEndsARealOne() throws Exception {
        rig.strike("net_loss", HTTP, "as", "timeout");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread host = new Thread(() -> {
            try {
                get("/");
            } catch (Throwable how) {
                thrown.complete(how);
            }
        });
        host.start();
        host.interrupt();
        assertInstanceOf(InterruptedException.class, thrown.get(20, TimeUnit.SECONDS));
        host.join();
    }

    @Test
    void latencyOfSendIsItsCallersWaitingAndTheAnswerIsReal() throws Exception {
        rig.strike("lat_spike_ms", HTTP, "ms", 30, "jitter_ms", 10);
        long start = System.nanoTime();
        assertEquals(TestServer.BODY, get("/").body());
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void latencyOfSendAsyncBlocksNobody() throws Exception {
        rig.strike("lat_spike_ms", HTTP, "ms", 3_600_000);
        CompletableFuture<HttpResponse<String>> late =
                client.sendAsync(request("/order").build(), BodyHandlers.ofString());
        while (server.asked.isEmpty()) {
            Thread.onSpinWait();
        }
        assertFalse(late.isDone());
        rig.end();
        assertEquals(TestServer.BODY, late.get(20, TimeUnit.SECONDS).body());
    }

    @Test
    void aReplyBreaksOffInTheMiddle() throws Exception {
        rig.strike("reply_truncated", HTTP);
        IOException thrown = assertThrows(IOException.class, () -> get("/"));
        assertTrue(
                thrown.getMessage().contains("bytes received: " + TestServer.BODY.length() / 2), thrown.getMessage());
        HttpResponse<InputStream> streamed = client.send(request("/").build(), BodyHandlers.ofInputStream());
        assertThrows(IOException.class, () -> streamed.body().readAllBytes());
        rig.end();
        assertEquals(TestServer.BODY, get("/").body());
    }

    @Test
    void aStormAsksForEverLongerWaits() throws Exception {
        rig.strike("rate_limit_storm", HTTP, "retry_after", 2, "most_retry_after", 5);
        for (String expected : List.of("2", "4", "5", "5")) {
            assertEquals(expected, get("/").headers().firstValue("Retry-After").orElseThrow());
        }
    }

    @Test
    void aThreadOfTheAgentNeverMeetsAFault() throws Exception {
        rig.strike("exch_429", HTTP);
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread own = new Thread(
                () -> {
                    try {
                        status.complete(get("/").statusCode());
                    } catch (Exception failed) {
                        status.completeExceptionally(failed);
                    }
                },
                "resilience-http");
        own.start();
        assertEquals(200, status.get(20, TimeUnit.SECONDS));
        assertEquals(429, get("/").statusCode());
        own.join();
    }

    @Test
    void optionsThatCannotBeUsedAreNamed() {
        assertThrowsNaming("option status: found 429", "exch_5xx", HTTP, "status", 429);
        assertThrowsNaming("option lose: found both", "net_loss", HTTP, "lose", "both");
        assertThrowsNaming("exch_429 cannot strike jdk-dns; it can strike jdk-http, jdk-url", "exch_429", "jdk-dns");
    }

    private void assertThrowsNaming(String expected, String type, String target, Object... options) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> rig.type(type).make(FaultRig.options(options), target));
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.at(path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString("buy")).build(), BodyHandlers.ofString());
    }
}
