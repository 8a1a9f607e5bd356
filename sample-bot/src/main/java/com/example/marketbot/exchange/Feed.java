package com.example.marketbot.exchange;

import com.example.marketbot.Json;
import com.example.marketbot.MarketUpdate;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The price feed: each text message of the customer is the number of the step that he wants next. */
final class Feed {
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);
    private static final String LATE = "late";

    private final MatchingEngine engine;
    private final FaultPlan faults;
    private final boolean falling;
    private final Map<Long, PriceSeries> series = new ConcurrentHashMap<>();

    Feed(MatchingEngine engine, FaultPlan faults, boolean falling) {
        this.engine = engine;
        this.faults = faults;
        this.falling = falling;
    }

    /** Tells the WebSocket what to do. */
    void serve(WsConfig socket) {
        socket.onConnect(context -> context.session.setIdleTimeout(IDLE_TIMEOUT));
        socket.onMessage(this::step);
    }

    private void step(WsMessageContext context) {
        long sequence;
        try {
            sequence = Long.parseLong(context.message());
        } catch (NumberFormatException e) {
            context.closeSession(1003, "the number of a step, please");
            return;
        }
        MarketUpdate update = seriesOf(context).at(sequence);
        engine.move(update);
        deliver(context, update);
    }

    private void deliver(WsContext context, MarketUpdate update) {
        String message = Json.write(update);
        boolean twice = faults.deliversTwice(update.sequence());
        boolean soon = update.sequence() % 3 != 0;
        if (twice && soon) {
            context.send(message);
        }
        String late = context.attribute(LATE);
        if (late != null) {
            context.send(late);
        }
        context.attribute(LATE, twice && !soon ? message : null);
        context.send(message);
    }

    private PriceSeries seriesOf(WsContext context) {
        String seed = context.queryParam("seed");
        return series.computeIfAbsent(
                seed == null ? 1L : Long.parseLong(seed), chosen -> new PriceSeries(chosen, falling));
    }
}
