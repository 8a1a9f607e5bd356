package io.resilienceagent.host;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends an order by HTTP, to a server of its own that tells whether the request carried a trace. */
public final class HttpHost {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    private HttpHost(URI address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean traced = exchange.getRequestHeaders().containsKey("traceparent");
            byte[] answer = (traced ? "traced" : "untraced").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        HttpHost host = new HttpHost(
                URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
        Tell.about("first", () -> host.send("A"));
        Tell.about("second", () -> host.send("A"));
        Tell.about("client", host::direct);
        server.stop(0);
    }

    String send(String symbol) throws Exception {
        return direct();
    }

    private String direct() throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
