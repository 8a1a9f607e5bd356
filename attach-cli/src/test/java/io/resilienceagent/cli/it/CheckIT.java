package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check} foretells is what is really woven, on the sample bot and on two libraries as people have them. */
class CheckIT {
    private static final Path LIBRARIES =
            Path.of(System.getProperty("check.libraries", "target/libraries")).toAbsolutePath();

    private static final String XCHANGE = """
            version: 1
            bot: xchange
            join_points:
              place_limit:
                on: org.knowm.xchange.service.trade.TradeService+#placeLimitOrder
                kind: order
                bind: {symbol: arg0.instrument, side: arg0.type, quantity: arg0.originalAmount, price: arg0.limitPrice}
              cancel: {on: org.knowm.xchange.service.trade.TradeService+#cancelOrder, kind: cancel}
              raw: {on: "org.knowm.xchange.binance.service.Binance*Raw#*", kind: query}
              ticker: {on: "org.knowm.xchange.binance.service.BinanceMarketDataService#getTicker(CurrencyPair,..)", kind: query}
            """;

    private static final String WEBSOCKET = """
            version: 1
            bot: websocket
            join_points:
              run: {on: org.java_websocket.client.WebSocketClient#run, kind: any}
              send: {on: "org.java_websocket.WebSocket+#send", kind: transport, bind: {text: arg0}}
              message: {on: "org.java_websocket.WebSocketListener+#onWebsocketMessage", kind: handler}
              callbacks: {on: "org.java_websocket.client.*Client#on*", kind: handler}
            """;

    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    /** Methods by join point. */
    private static Map<String, Set<String>> foretold(JsonNode check) {
        Map<String, Set<String>> methods = new TreeMap<>();
        check.path("join_points").properties().forEach(joinPoint -> {
            Set<String> names = methods.computeIfAbsent(joinPoint.getKey(), name -> new TreeSet<>());
            joinPoint
                    .getValue()
                    .path("matched")
                    .forEach(match -> names.add(match.path("method").asText()));
        });
        return methods;
    }

    private static Map<String, Set<String>> woven(JsonNode status) {
        Map<String, Set<String>> methods = new TreeMap<>();
        status.path("join_points").properties().forEach(joinPoint -> {
            Set<String> names = methods.computeIfAbsent(joinPoint.getKey(), name -> new TreeSet<>());
            joinPoint.getValue().path("matched").forEach(name -> names.add(name.asText()));
        });
        return methods;
    }

    private void assertForetold(Jdks.Jdk jdk, Path policy, String... jars) throws Exception {
        Cli cli = new Cli(jdk);
        String classPath = String.join(File.pathSeparator, jars);
        Cli.Ended check = cli.run("check", policy, "--classpath", classPath, "--json");
        assertEquals(0, check.exit(), check.out() + check.err());
        foretold(check.json()).forEach((name, methods) -> assertFalse(methods.isEmpty(), name));

        String own = Path.of("target", "test-classes").toAbsolutePath().toString();
        Process host = new Jvm(jdk, directory)
                .withAgent(policy.toString())
                .running("-cp", own + File.pathSeparator + classPath, AllClasses.class.getName())
                .start();
        try {
            Awaitility.await("all classes are loaded")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !host.isAlive()
                            || Files.readString(directory.resolve("stdout")).contains("loaded "));
            Cli.Ended status = cli.run("status", host.pid(), "--json");
            assertEquals(0, status.exit(), status.err() + Files.readString(directory.resolve("stderr")));
            assertEquals(foretold(check.json()), woven(status.json()));
        } finally {
            host.destroyForcibly().waitFor();
        }
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), text);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theSampleBot(Jdks.Jdk jdk) throws Exception {
        assertForetold(jdk, BotProcess.POLICY, BotProcess.JAR.toString());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void xchange(Jdks.Jdk jdk) throws Exception {
        assertForetold(
                jdk,
                policy(XCHANGE),
                LIBRARIES.resolve("xchange-core.jar").toString(),
                LIBRARIES.resolve("xchange-binance.jar").toString());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void javaWebSocket(Jdks.Jdk jdk) throws Exception {
        assertForetold(
                jdk, policy(WEBSOCKET), LIBRARIES.resolve("Java-WebSocket.jar").toString());
    }

    /** Every kind of rule that matches nothing, each with the name that was meant. */
    @Test
    void aRuleThatMatchesNothingIsAnErrorWithTheNearestName() throws IOException {
        Path policy = policy("""
                version: 1
                bot: market-bot
                join_points:
                  wrong_method: {on: com.example.marketbot.Trader#placeOrdre, kind: any}
                  wrong_class: {on: com.example.marketbot.Tradre#placeOrder, kind: any}
                  wrong_package: {on: com.example.bot.Trader#placeOrder, kind: any}
                  wrong_supertype: {on: com.example.marketbot.chores.Chor+#run, kind: any}
                  wrong_submethod: {on: com.example.marketbot.chores.Chore+#nuder, kind: any}
                  wrong_path: {on: com.example.marketbot.Trader#placeOrder, kind: any, bind: {symbol: arg0.symbl}}
                """);
        Cli.Ended check = new Cli(Jdks.all().get(0)).run("check", policy, "--classpath", BotProcess.JAR);
        assertEquals(1, check.exit(), check.err());
        String out = check.out().replaceAll("\\s+", " ");
        for (String said : List.of(
                "did you mean 'placeOrder'",
                "did you mean 'com.example.marketbot.Trader'",
                "did you mean com.example.marketbot.Trader?",
                "did you mean 'com.example.marketbot.chores.Chore'",
                "'com.example.marketbot.chores.Chore+#nuder' matches nothing",
                "'symbl' is no member of com.example.marketbot.OrderRequest",
                "6 errors")) {
            assertTrue(out.contains(said), () -> said + "\n" + check.out());
        }
    }

    @Test
    void aPolicyThatCannotBeReadIsTold() throws IOException {
        Cli cli = new Cli(Jdks.all().get(0));
        Cli.Ended missing = cli.run("doctor", directory.resolve("no.yaml"));
        assertEquals(1, missing.exit(), missing.out() + missing.err());
        assertTrue(missing.out().contains("no.yaml"), missing.out());
        Cli.Ended broken = cli.run("doctor", policy("version: 1\nbot: [\n"), "--json");
        assertEquals(1, broken.exit(), broken.err());
        assertTrue(broken.json().path("problems").path(0).path("line").asInt() > 0, broken.out());
    }
}
