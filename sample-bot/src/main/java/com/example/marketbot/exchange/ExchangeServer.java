package com.example.marketbot.exchange;

import com.example.marketbot.Credentials;
import com.example.marketbot.Json;
import com.example.marketbot.OrderRequest;
import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The exchange behind HTTP and WebSocket, on the loopback interface. */
public final class ExchangeServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** Bots know an exchange by its name. */
    private static final String NAME = "localhost";

    private final Javalin http;
    private final MatchingEngine engine;
    private final OrderGate gate;
    private final Ledger ledger;
    private final RequestVerifier verifier = new RequestVerifier(Credentials.demo(), System::currentTimeMillis);

    private ExchangeServer(Scenario scenario, long seed, Ledger ledger) {
        FaultPlan faults = new FaultPlan(scenario, seed, System::nanoTime);
        this.ledger = ledger;
        this.engine = new MatchingEngine(Wallet.of(scenario));
        this.gate = new OrderGate(engine, faults, ledger);
        Feed feed = new Feed(engine, faults, scenario == Scenario.SELL_WITHOUT_POSITION);
        this.http = Javalin.create(ExchangeServer::quiet).ws("/feed", feed::serve);
        routes();
    }

    /** Starts an exchange; port 0 takes any that is free. */
    public static ExchangeServer start(int port, Scenario scenario, long seed, Ledger ledger) {
        ExchangeServer server = new ExchangeServer(scenario, seed, ledger);
        server.http.start(HOST, port);
        return server;
    }

    private static void quiet(JavalinConfig config) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
    }

    private void routes() {
        http.before("/balances", this::verify)
                .before("/orders*", this::verify)
                .get("/balances", context -> reply(context, Map.of("free", engine.free())))
                .get("/orders/open", context -> reply(context, engine.openOrders()))
                .get("/orders", context -> reply(context, engine.recentOrders(required(context, "symbol"))))
                .post("/orders", this::placeOrder)
                .post("/orders/test", context -> reply(context, engine.checked(order(context.body()))))
                .delete("/orders/{id}", context -> reply(context, engine.cancel(context.pathParam("id"))))
                .get("/ledger", context -> reply(context, ledger.entries()))
                .get("/ledger/summary", context -> reply(context, ledger.summary()))
                .exception(Refusal.class, (refusal, context) -> reply(context, Answer.refused(refusal)));
    }

    private void verify(Context context) {
        String query = context.queryString() == null ? "" : "?" + context.queryString();
        verifier.verify(
                context.header("X-Api-Key"),
                context.header("X-Timestamp"),
                context.header("X-Signature"),
                context.method().name(),
                context.path() + query,
                context.body());
    }

    private void placeOrder(Context context) {
        String signalId = context.header("X-Signal-Id");
        Answer answer = gate.receive(order(context.body()), signalId == null ? "" : signalId);
        if (answer.lost()) {
            context.future(CompletableFuture::new);
        } else if (answer.after().isZero()) {
            reply(context, answer);
        } else {
            Executor later = CompletableFuture.delayedExecutor(answer.after().toMillis(), TimeUnit.MILLISECONDS);
            context.future(() -> CompletableFuture.runAsync(() -> reply(context, answer), later));
        }
    }

    private static OrderRequest order(String body) {
        try {
            return Json.read(body, new TypeReference<>() {});
        } catch (UncheckedIOException e) {
            throw new Refusal(400, "BAD_ORDER", "not an order");
        }
    }

    private static String required(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null) {
            throw new Refusal(400, "MISSING_PARAMETER", name);
        }
        return value;
    }

    private static void reply(Context context, Object value) {
        context.contentType("application/json").result(Json.write(value));
    }

    private static void reply(Context context, Answer answer) {
        if (answer.status() == 429) {
            context.header("Retry-After", Long.toString(FaultPlan.BAN.toSeconds()));
        }
        context.status(answer.status()).contentType(answer.contentType()).result(answer.body());
    }

    /** Where the exchange listens. */
    public URI address() {
        return URI.create("http://" + NAME + ":" + http.port());
    }

    @Override
    public void close() {
        http.stop();
    }
}
