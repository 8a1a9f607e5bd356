package io.resilienceagent.policies;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;

/** A host that talks to a server of its own through java.net.http, and prints how each request ended. */
final class HttpHost {
    private HttpHost() {}

    /**
     * Makes requests, one for each argument: {@code send} and {@code async} for one that is answered, {@code refused}
     * for one to a port where nobody listens, {@code silent} for an asynchronous one that is never answered.
     */
    public static void main(String[] requests) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/silent")) {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        for (String request : requests) {
            System.out.println(request + " " + ending(() -> answer(client, address, request)));
        }
        server.stop(0);
        System.exit(0); // a request that is never answered keeps a client's threads
    }

    private static int answer(HttpClient client, String address, String request) throws Exception {
        HttpResponse<Void> response =
                switch (request) {
                    case "send" -> client.send(to(address), BodyHandlers.discarding());
                    case "refused" -> client.send(to("http://127.0.0.1:1"), BodyHandlers.discarding());
                    case "async" ->
                        client.sendAsync(to(address), BodyHandlers.discarding()).get();
                    case "silent" ->
                        client.sendAsync(to(address + "/silent"), BodyHandlers.discarding())
                                .get();
                    default -> throw new IllegalArgumentException(request);
                };
        return response.statusCode();
    }

    private static HttpRequest to(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static String ending(Callable<Integer> call) {
        try {
            return call.call().toString();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return String.valueOf(cause.getMessage()).replaceAll(":.*", "");
        }
    }
}
