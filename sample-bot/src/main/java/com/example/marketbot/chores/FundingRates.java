package com.example.marketbot.chores;

import com.example.marketbot.Log;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** Asks a web service for the funding rate, with a client that everybody has: no timeout, for the default has none. */
final class FundingRates implements Chore {
    private static final String RATE = "Funding-Rate";
    private static final int NO_CONTENT = 204;

    private final Workplace place;
    private final HttpServer service;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private volatile boolean overloaded;
    private String rate = "";

    FundingRates(Workplace place) {
        this.place = place;
        try {
            service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service.createContext("/funding", this::answer);
        service.setExecutor(task -> place.start("funding-service", task));
        var unused =
                place.start("funding-starter", service::start); // its own thread is a daemon, as the one starting it
        int port = service.getAddress().getPort();
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/funding"))
                .build();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            if (overloaded) {
                TimeUnit.NANOSECONDS.sleep(place.episode().length().toNanos());
            }
            call.getResponseHeaders().set(RATE, "0.0001");
            call.sendResponseHeaders(NO_CONTENT, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void during(long tick) throws InterruptedException {
        boolean due = place.episode().due(tick);
        if (due) {
            overloaded = true;
            place.episode().begin();
        }
        ask();
        if (due) {
            overloaded = false;
            place.episode().end();
        }
    }

    private void ask() throws InterruptedException {
        try {
            rate = client.send(request, BodyHandlers.discarding())
                    .headers()
                    .firstValue(RATE)
                    .orElse("");
        } catch (IOException e) {
            Log.once("no new funding rate, the last was '" + rate + "': " + e.getMessage());
        }
    }

    @Override
    public void close() {
        service.stop(0);
    }
}
