package io.resilienceagent.chaos.fault;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real exchange of one page, which knows what it was asked. */
final class TestServer implements AutoCloseable {
    static final String BODY = "{\"price\":\"65000.10\",\"quantity\":\"0.25\"}";

    /** {@code METHOD path} of each request that came, its body behind it. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String scheme;

    TestServer() throws IOException {
        this(HttpServer.create(anyPort(), 0), "http");
    }

    /** One that speaks https with this certificate. */
    static TestServer withTls(SSLContext certificate) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new TestServer(server, "https");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private TestServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
                            + (sent.length == 0 ? "" : " " + new String(sent, StandardCharsets.UTF_8)));
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(executor);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    URI at(String path) {
        return URI.create(scheme + "://localhost:" + port() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
