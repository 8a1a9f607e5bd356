package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a host meets that speaks https through {@code HttpsURLConnection}: a real server, a real certificate, a real handshake. */
@Timeout(60)
class JdkUrlTlsFaultTest {
    private static final String URL = "jdk-url";

    @TempDir
    private static Path directory;

    private static SSLContext certificate;

    private TestServer server;
    private FaultRig rig;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = SelfSigned.in(directory);
    }

    @BeforeEach
    void open() throws Exception {
        server = TestServer.withTls(certificate);
        rig = new FaultRig();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        server.close();
    }

    private HttpsURLConnection connection(String path) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) server.at(path).toURL().openConnection();
        connection.setSSLSocketFactory(certificate.getSocketFactory());
        return connection;
    }

    private HttpsURLConnection post(String path, boolean streaming) throws IOException {
        HttpsURLConnection connection = connection(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        if (streaming) {
            connection.setFixedLengthStreamingMode(3);
        }
        connection.getOutputStream().write("buy".getBytes(StandardCharsets.UTF_8));
        return connection;
    }

    private static String body(HttpsURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void tooManyRequestsReachTheHostsOwnParserAndNothingIsSent() throws Exception {
        assertEquals(TestServer.BODY, body(connection("/price")));
        rig.strike("exch_429", URL, "retry_after", 11, "body", "{\"code\":-1003}", "host", "localhost");
        HttpsURLConnection order = post("/order", false);
        assertEquals(429, order.getResponseCode());
        assertEquals("11", order.getHeaderField("Retry-After"));
        assertEquals("{\"code\":-1003}", new String(order.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(1, order.getServerCertificates().length, "the connection itself is a real one");
        assertEquals(List.of("GET /price"), server.asked);
        rig.end();
        assertEquals(TestServer.BODY, body(post("/order", false)));
        assertEquals(List.of("GET /price", "POST /order buy"), server.asked);
    }

    @Test
    void anErrorOfTheServerForARequestThatIsStreamedOut() throws Exception {
        rig.strike("exch_5xx", URL, "status", 503);
        assertEquals(503, post("/order", true).getResponseCode());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void aRequestThatIsLostNeverArrives() throws Exception {
        rig.strike("net_loss", URL);
        assertThrows(SocketException.class, () -> body(post("/order", false)));
        assertEquals(List.of(), server.asked);
        rig.end();
        assertEquals(TestServer.BODY, body(connection("/price")));
    }

    @Test
    void aReplyThatIsLostWasCarriedOut() throws Exception {
        rig.strike("net_loss", URL, "lose", "reply");
        HttpsURLConnection order = post("/order", true);
        assertThrows(SocketException.class, () -> body(order));
        assertEquals(List.of("POST /order buy"), server.asked);
        rig.end();
        assertEquals(TestServer.BODY, body(connection("/price")));
    }

    @Test
    void theHostsOwnTimeoutIsOver() throws Exception {
        rig.strike("net_loss", URL, "lose", "reply", "as", "timeout");
        HttpsURLConnection order = connection("/order");
        order.setReadTimeout(1_000); // it counts for the handshake too, which is to succeed
        assertThrows(SocketTimeoutException.class, order::getResponseCode);
        assertEquals(1, server.asked.size());
    }

    @Test
    void aReplyBreaksOffInTheMiddle() throws Exception {
        rig.strike("reply_truncated", URL);
        HttpsURLConnection connection = connection("/price");
        assertEquals(200, connection.getResponseCode());
        assertEquals(TestServer.BODY.length(), connection.getContentLength());
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
        assertEquals(TestServer.BODY.substring(0, TestServer.BODY.length() / 2), text.toString());
    }
}
