package io.resilienceagent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Control over HTTP, as friends and as enemies use it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpTest {
    @TempDir
    private Path state;

    private ControlKit kit;
    private int port;
    private String token;

    @BeforeEach
    void open() throws IOException {
        kit = new ControlKit(state);
        port = kit.http(false);
        token = Files.readString(state.resolve("admin.token")).strip();
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Says it and reads the whole answer. */
    private String raw(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String ask(String request, String... headers) throws IOException {
        return raw(request + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n");
    }

    private String post(String path, String body, String... headers) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Length: " + body.length()
                + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n" + body);
    }

    private String bearer() {
        return "Authorization: Bearer " + token;
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Test
    void readingIsOpenAndSaysNothingToBrowsers() throws IOException {
        String answer = ask("GET /admin/status?x=1");
        assertEquals(200, status(answer), answer);
        assertTrue(answer.contains("{\"bot\":\"kit\"}"), answer);
        for (String header : List.of(
                "Content-Type: application/json",
                "X-Content-Type-Options: nosniff",
                "Cache-Control: no-store",
                "Connection: close")) {
            assertTrue(answer.contains(header + "\r\n"), answer);
        }
        assertEquals(503, status(ask("GET /health")));
    }

    /** Somebody tries the door: that is what it is there for, and nobody's failure. */
    @Test
    void whoIsTurnedAwayIsCountedAndToldNowAndThen() throws IOException {
        assertFalse(kit.described().has("turned_away"));
        for (int i = 0; i < 3; i++) {
            assertEquals(401, status(post("/admin/dump", "")));
        }
        assertEquals(3, kit.described().at("/turned_away/ADMIN_REFUSED").asInt());
        assertEquals(List.of(), kit.log.failures().entries());
        assertEquals(1, refusals().size(), kit.log());
        assertTrue(refusals().get(0).contains(" WARN ADMIN_REFUSED from=http 127.0.0.1:"), kit.log());
        kit.clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertEquals(403, status(ask("GET /admin/status", "Origin: http://evil.example")));
        assertEquals(2, refusals().size(), kit.log());
        assertTrue(refusals().get(1).endsWith("more_since_the_last=2"), kit.log());
    }

    private List<String> refusals() {
        return kit.log().lines().filter(line -> line.contains("ADMIN_REFUSED")).toList();
    }

    @Test
    void aDocumentIsSentAsItIsAndInTheFormatThatWasAskedFor() throws IOException {
        String answer = ask("GET /metrics?name[]=x", "Accept: application/openmetrics-text", "Accept: */*;q=0.1");
        assertEquals(200, status(answer), answer);
        assertTrue(answer.contains("Content-Type: text/kit; charset=utf-8\r\nContent-Length: 15\r\n"), answer);
        // The client of this test reads bytes as Latin-1.
        assertTrue(answer.endsWith("\r\n\r\nopenmetrics \u00c3\u00a9\n"), answer);
        assertTrue(ask("GET /metrics").endsWith("\r\n\r\nprometheus \u00c3\u00a9\n"));
        assertEquals(405, status(ask("POST /metrics", bearer())));
        try (ControlKit.Client client = kit.client()) {
            assertEquals(
                    "{\"content_type\":\"text/kit; charset=utf-8\",\"text\":\" \u00e9\\n\"}",
                    client.command("metrics").get("result").toString());
        }
    }

    @Test
    void changingNeedsTheToken() throws IOException {
        assertEquals(401, status(post("/admin/dump", "")));
        assertEquals(401, status(post("/admin/dump", "", "Authorization: Bearer " + token + "x")));
        assertEquals(401, status(post("/admin/dump", "", "Authorization: Bearer ")));
        assertEquals(401, status(post("/admin/dump", "", "Authorization: Basic " + token)));
        assertEquals(400, status(post("/admin/dump", "", bearer(), bearer())));
        assertEquals(0, kit.changed.get());
        assertEquals(List.of(), kit.audit());
        assertEquals(200, status(post("/admin/dump", "", bearer())));
        assertEquals(1, kit.changed.get());
        assertTrue(kit.audit().get(0).matches("\\S+ http 127.0.0.1:\\d+ command=dump .*"), kit.audit()::toString);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("admin.token"))));
        assertFalse(kit.log().contains(token), kit.log());
    }

    @Test
    void readingCanNeedTheTokenTooAndAReloadSwitchesIt() throws IOException {
        server(true);
        ControlKit.await(() -> status(ask("GET /health")) == 401);
        assertEquals(401, status(ask("GET /metrics")));
        assertEquals(200, status(ask("GET /metrics", bearer())));
        assertEquals(503, status(ask("GET /health", bearer())));
        server(false);
        ControlKit.await(() -> status(ask("GET /health")) == 503);
    }

    private void server(boolean readsNeedToken) {
        kit.server.http(Optional.of(HttpListen.of("127.0.0.1:0", readsNeedToken)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:PORT", ""})
    void anotherNameThatPointsHereIsRefused(String host) throws IOException {
        String name = host.replace("PORT", Integer.toString(port));
        assertEquals(421, status(raw("GET /health HTTP/1.1\r\nHost: " + name + "\r\n\r\n")));
        assertEquals(421, status(raw("POST /admin/dump HTTP/1.1\r\nHost: " + name + "\r\n" + bearer() + "\r\n\r\n")));
        assertEquals(421, status(raw("GET /health HTTP/1.1\r\n\r\n")));
        assertEquals(0, kit.changed.get());
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Origin: https://127.0.0.1:PORT, 403",
        "Origin: http://127.0.0.1:1, 403",
        "Origin: http://127.0.0.1:PORT, 503",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 503"
    })
    void aPageOfAnotherOriginIsRefused(String header, int expected) throws IOException {
        assertEquals(expected, status(ask("GET /health", header.replace("PORT", Integer.toString(port)))));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /, 404",
        "GET /admin/dump, 405",
        "POST /health, 405",
        "TRACE /health, 405",
        "PUT /admin/status, 405",
        "DELETE /admin/status, 405",
        "OPTIONS /admin/dump, 405",
        "CONNECT /health, 405",
        "GET /../admin/status, 404",
        "GET http://x/health, 400",
        "get /health, 400",
        "GET /admin/%73tatus, 404"
    })
    void whatIsNotThereIsToldSo(String request, int expected) throws IOException {
        assertEquals(expected, status(ask(request, bearer())));
    }

    @Test
    void requestsThatCanBeReadInTwoWaysAreRefused() throws IOException {
        assertEquals(400, status(ask("GET /health", "Host: 127.0.0.1:" + port)));
        assertEquals(400, status(ask("GET /health", " folded: x")));
        assertEquals(400, status(ask("GET /health", "no colon")));
        assertEquals(400, status(ask("GET /health", "Content-Length: -1")));
        assertEquals(400, status(ask("GET /health", "Content-Length: 1", "Content-Length: 2")));
        assertEquals(411, status(ask("GET /health", "Transfer-Encoding: chunked")));
        assertEquals(431, status(ask("GET /health", "x: " + "y".repeat(10_000))));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add("x" + i + ": y");
        }
        assertEquals(431, status(ask("GET /health", many.toArray(String[]::new))));
        assertEquals(400, status(raw("\u0016\u0003\u0001 TLS?\r\n\r\n")));
    }

    @Test
    void bodiesAreBoundedAndRead() throws IOException {
        assertEquals(413, status(ask("POST /admin/dump", bearer(), "Content-Length: 65537")));
        assertEquals(413, status(ask("POST /admin/dump", bearer(), "Content-Length: 999999999999")));
        assertEquals(400, status(ask("POST /admin/dump", bearer(), "Content-Length: 99999999999999999999")));
        assertEquals(400, status(post("/admin/dump", "{", bearer())));
        assertEquals(400, status(post("/admin/dump", "[1]", bearer())));
        assertEquals(0, kit.changed.get());
        String inject = post("/admin/chaos/inject", "{\"type\":\"cpu_bound_loop\",\"duration\":300}", bearer());
        assertTrue(inject.contains("{\"duration_ms\":300000}"), inject);
        assertEquals(400, status(post("/admin/chaos/inject", "{\"duration\":3,\"duration_ms\":3}", bearer())));
        assertEquals(400, status(post("/admin/chaos/inject", "{\"duration\":1e300,\"x\":1}", bearer())));
    }

    @Test
    void aBodyThatNeverEndsIsNotRead() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /admin/dump HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + bearer()
                            + "\r\nContent-Length: 1000000000\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 16];
            long taken = 0;
            try {
                for (; taken < 1L << 30; taken += block.length) {
                    out.write(block);
                }
            } catch (IOException closed) {
                assertTrue(taken < 64 << 20, "taken " + taken);
            }
            assertTrue(taken < 1L << 30, "a gigabyte was taken");
        }
        assertEquals(503, status(ask("GET /health")));
    }

    @Test
    void whoeverIsSlowIsSentAwayAndOthersDoNotWait() throws IOException {
        try (Socket head = connect();
                Socket body = connect()) {
            head.getOutputStream().write("GET /health HTTP/1.1\r\nHo".getBytes(StandardCharsets.UTF_8));
            body.getOutputStream()
                    .write(("POST /admin/dump HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + bearer()
                                    + "\r\nContent-Length: 10\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));
            assertEquals(503, status(ask("GET /health")));
            kit.clock.addAndGet(TimeUnit.SECONDS.toNanos(11));
            assertEquals(503, status(ask("GET /health")));
            assertTrue(new String(head.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 408 "));
            assertTrue(new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("HTTP/1.1 408 "));
        }
        assertEquals(0, kit.changed.get());
    }

    @Test
    void aThousandConnectionsAreTakenOneByOneAndMostSentAway() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                sockets.add(connect());
            }
            try (ControlKit.Client client = kit.client()) {
                assertTrue(client.command("ping").has("result"));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        ControlKit.await(() -> {
            try {
                return status(ask("GET /health")) == 503 && ask("GET /health").contains("dor");
            } catch (IOException | ArrayIndexOutOfBoundsException stillFull) {
                return false;
            }
        });
    }

    @Test
    void randomBytesHarmNobody() throws IOException {
        Random random = new Random(13);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            try (Socket socket = connect()) {
                String start = round % 2 == 0 ? "GET /health HTTP/1.1\r\n" : "";
                socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(noise);
                socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            }
        }
        assertEquals(503, status(ask("GET /health")));
        assertFalse(kit.log().contains("CONTROL_ERROR"), kit.log());
    }

    @Test
    void aPortInUseIsToldOnceAndTakenWhenItIsFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kit.server.http(Optional.of(HttpListen.of("127.0.0.1:" + taken.getLocalPort(), false)));
            ControlKit.await(() -> kit.described().has("admin_problem"));
            assertFalse(kit.described().has("admin"));
            assertTrue(kit.log().contains("ADMIN_UNAVAILABLE"), kit.log());
            assertTrue(kit.log().contains("another port in admin: listen"), kit.log());
            port = taken.getLocalPort();
        }
        kit.server.retry();
        ControlKit.await(() -> kit.described().has("admin"));
        assertFalse(kit.described().has("admin_problem"));
        assertEquals(503, status(ask("GET /health")));
        kit.server.http(Optional.empty());
        ControlKit.await(() -> !kit.described().has("admin"));
        assertThrows(IOException.class, this::connect);
    }
}
