package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host that speaks through {@code HttpURLConnection} meets: the JDK's own parser reads it. */
@Timeout(60)
class JdkUrlFaultTest {
    private static final String URL = "jdk-url";

    private final TestServer server = new TestServer();
    private final FaultRig rig = new FaultRig();

    JdkUrlFaultTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    @Test
    void tooManyRequests() throws Exception {
        assertEquals(TestServer.BODY, body(open("/price")));
        rig.strike("exch_429", URL, "retry_after", 11, "body", "{\"code\":-1003}");
        HttpURLConnection connection = post("/order", false);
        assertEquals(429, connection.getResponseCode());
        assertEquals("Too Many Requests", connection.getResponseMessage());
        assertEquals("11", connection.getHeaderField("Retry-After"));
        assertEquals(11, connection.getHeaderFieldInt("retry-after", 0));
        assertEquals(
                "{\"code\":-1003}", new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThrows(IOException.class, connection::getInputStream);
        assertEquals(List.of("GET /price"), server.asked);
        rig.end();
        assertEquals(TestServer.BODY, body(post("/order", false)));
        assertEquals(List.of("GET /price", "POST /order buy"), server.asked);
        assertEquals(1, rig.fired.get());
    }

    @Test
    void aRequestThatIsStreamedOutGoesNowhere() throws Exception {
        rig.strike("exch_5xx", URL, "status", 500);
        assertEquals(500, post("/order", true).getResponseCode());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void onlyWhatTheFilterMeans() throws Exception {
        rig.strike("exch_429", URL, "path", "/api/order", "method", "POST", "port", server.port());
        assertEquals(200, open("/api/order").getResponseCode());
        assertEquals(200, post("/api/order/7", false).getResponseCode());
        assertEquals(429, post("/api/order?signature=1", false).getResponseCode());
    }

    @Test
    void aRequestThatIsLostNeverArrives() throws Exception {
        rig.strike("net_loss", URL);
        assertThrows(SocketException.class, () -> body(post("/order", false)));
        rig.strike("net_loss", URL, "as", "refuse");
        assertThrows(ConnectException.class, () -> body(open("/price")));
        assertEquals(List.of(), server.asked);
    }

    @Test
    void aReplyThatIsLostWasCarriedOut() throws Exception {
        rig.strike("net_loss", URL, "lose", "reply");
        HttpURLConnection order = post("/order", true);
        assertEquals(
                "Connection reset",
                assertThrows(SocketException.class, () -> body(order)).getMessage());
        assertEquals(List.of("POST /order buy"), server.asked);
        rig.end();
        assertEquals(TestServer.BODY, body(open("/price")));
    }

    @Test
    void theHostsOwnTimeoutIsOver() throws Exception {
        rig.strike("net_loss", URL, "lose", "reply", "as", "timeout");
        HttpURLConnection order = open("/order");
        order.setReadTimeout(30);
        assertThrows(SocketTimeoutException.class, order::getResponseCode);
        assertEquals(1, server.asked.size());
    }

    @Test
    void aReplyBreaksOffInTheMiddle() throws Exception {
        rig.strike("reply_truncated", URL);
        HttpURLConnection connection = open("/price");
        assertEquals(200, connection.getResponseCode());
        assertEquals(TestServer.BODY.length(), connection.getContentLength());
        assertEquals(TestServer.BODY.substring(0, TestServer.BODY.length() / 2), bodyOrPart(connection));
        rig.end();
        assertEquals(TestServer.BODY, body(open("/price")));
    }

    @Test
    void latencyIsItsCallersWaiting() throws Exception {
        rig.strike("lat_spike_ms", URL, "ms", 30);
        long start = System.nanoTime();
        assertEquals(TestServer.BODY, body(open("/price")));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(30));
    }

    @Test
    void anAnswerWithoutHeaderAndBody() throws Exception {
        rig.strike("exch_429", URL, "retry_after", 0, "body", "");
        HttpURLConnection connection = open("/price");
        assertEquals(429, connection.getResponseCode());
        assertNull(connection.getHeaderField("Retry-After"));
    }

    private static String bodyOrPart(HttpURLConnection connection) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = connection.getInputStream().read();
                    next >= 0;
                    next = connection.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (IOException early) {
            // Some JDKs tell it, some end the stream.
        }
        return text.toString();
    }

    private static String body(HttpURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) server.at(path).toURL().openConnection();
    }

    private HttpURLConnection post(String path, boolean streaming) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        if (streaming) {
            connection.setFixedLengthStreamingMode(3);
        }
        connection.getOutputStream().write("buy".getBytes(StandardCharsets.UTF_8));
        return connection;
    }
}
