package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The price feed: a WebSocket on which each message is asked for by its number, so that a slow bot misses none. */
public final class Feeder implements WebSocket.Listener, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 2;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final URI feed;
    private final BlockingQueue<MarketUpdate> received = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket socket;

    /** A feed of the venue's prices for the given seed. */
    public Feeder(URI exchange, long seed) {
        this.feed = URI.create("ws://" + exchange.getAuthority() + "/feed?seed=" + seed);
    }

    /** Opens the feed; whatever was open before is dropped, with all that was not yet read. */
    public synchronized void reconnect() {
        disconnect();
        received.clear();
        partial.setLength(0);
        socket = client.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(feed, this)
                .join();
    }

    /** Asks for the message with this number and gives back all that came with it; nothing if the feed is dead. */
    public List<MarketUpdate> await(long sequence) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (ask(sequence)) {
                List<MarketUpdate> updates = collectUntil(sequence);
                if (!updates.isEmpty()) {
                    return updates;
                }
            }
            Log.once("the feed is silent, connecting again");
            reconnect();
        }
        return List.of();
    }

    private synchronized boolean ask(long sequence) {
        return socket != null
                && !socket.isOutputClosed()
                && socket.sendText(Long.toString(sequence), true)
                        .handle((sent, failure) -> failure == null)
                        .join();
    }

    private List<MarketUpdate> collectUntil(long sequence) throws InterruptedException {
        List<MarketUpdate> updates = new ArrayList<>();
        MarketUpdate next;
        do {
            next = received.poll(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                return List.of();
            }
            updates.add(next);
        } while (next.sequence() != sequence);
        received.drainTo(updates);
        return updates;
    }

    /** Takes one message of the feed. */
    public void onUpdate(MarketUpdate update) {
        received.add(update);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            try {
                onUpdate(Json.read(text, new TypeReference<>() {}));
            } catch (UncheckedIOException e) {
                Log.once("the feed sent something that is no price: " + text);
            }
        }
        from.request(1);
        return null;
    }

    /** Drops the connection; the next {@link #await} opens a new one. */
    public synchronized void disconnect() {
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
