package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One symbol's circuit in a person's hand, and the other symbol's in its own; the exchange's ledger tells. */
class BreakerIT {
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";

    @TempDir
    private Path directory;

    private BotProcess bot(Jdks.Jdk jdk, String scenario) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                join_points:
                  place_order:
                    on: com.example.marketbot.Trader#placeOrder
                    kind: order
                    bind: {symbol: arg0.symbol, side: arg0.side, quantity: arg0.quantity, price: arg0.price}
                    deny: {throw: com.example.marketbot.OrderRejected}
                guards:
                  place_order:
                    - circuit_breaker: {failures: 1, within: 60s, open_for: 1h, per: symbol}
                """);
        return BotProcess.guarded(jdk, directory, policy, "--scenario=" + scenario, "--tick=20ms");
    }

    private static long received(BotProcess bot, String symbol) {
        return bot.orders().stream()
                .filter(order -> order.path("symbol").asText().equals(symbol))
                .count();
    }

    private static long failed(BotProcess bot, String symbol) {
        return bot.orders().stream()
                .filter(order -> order.path("symbol").asText().equals(symbol))
                .filter(order -> order.path("outcome").asText().equals("server_error"))
                .count();
    }

    private static Map<String, String> states(JsonNode breakers) {
        Map<String, String> states = new TreeMap<>();
        breakers.forEach(breaker ->
                states.put(breaker.path("key").asText(), breaker.path("state").asText()));
        return states;
    }

    private static Map<String, String> inForce(Cli cli, BotProcess bot) {
        return states(cli.run("status", bot.pid(), "--json").json().at("/join_points/place_order/breakers"));
    }

    @Test
    void oneSymbolIsHeldOpenAndTheOtherGoesOn() throws IOException {
        Jdks.Jdk jdk = Jdks.all().get(0);
        Cli cli = new Cli(jdk);
        try (BotProcess bot = bot(jdk, "normal")) {
            bot.until("both are traded", () -> received(bot, BTC) > 0 && received(bot, ETH) > 0);
            Cli.Ended slip = cli.run("breaker", "open", bot.pid(), "place_order", "--key", "BTCUSD");
            assertEquals(1, slip.exit(), slip.out());
            assertTrue(slip.err().contains("'BTCUSD'") && slip.err().contains(BTC), slip.err());

            Cli.Ended open = cli.run("breaker", "open", bot.pid(), "place_order", "--key", BTC);
            assertEquals(0, open.exit(), open.err());
            assertTrue(open.out().contains("FORCED_OPEN") && !open.out().contains(ETH), open.out());
            bot.until("an order is denied", () -> bot.log().contains("code=CIRCUIT_OPEN"));
            long held = received(bot, BTC);
            long others = received(bot, ETH);
            bot.until("the other symbol is traded on", () -> received(bot, ETH) > others + 3);
            assertEquals(held, received(bot, BTC), "nothing of the held symbol comes through");
            assertEquals(Map.of(BTC, "FORCED_OPEN", ETH, "CLOSED"), inForce(cli, bot));

            Cli.Ended reset = cli.run("breaker", "reset", bot.pid(), "place_order", "--key", BTC);
            assertEquals(0, reset.exit(), reset.err());
            bot.until("it is traded again", () -> received(bot, BTC) > held);
        }
    }

    @Test
    void oneSymbolIsHeldClosedWhateverFailsAndTheOtherStaysOpen() throws IOException {
        Jdks.Jdk jdk = Jdks.all().get(1);
        Cli cli = new Cli(jdk);
        try (BotProcess bot = bot(jdk, "exchange_errors")) {
            // Each opens with the first error of its symbol.
            bot.until("both have failed", () -> failed(bot, BTC) > 0 && failed(bot, ETH) > 0);
            bot.until("both are open", () -> inForce(cli, bot).equals(Map.of(BTC, "OPEN", ETH, "OPEN")));
            long open = received(bot, BTC);
            long failures = failed(bot, ETH);

            Cli.Ended close = cli.run("breaker", "close", bot.pid(), "place_order", "--key", ETH, "--json");
            assertEquals(0, close.exit(), close.err());
            assertEquals(Map.of(ETH, "FORCED_CLOSED"), states(close.json().path("breakers")));
            bot.until("it is sent whatever fails", () -> failed(bot, ETH) > failures + 1);
            assertEquals(open, received(bot, BTC), "the other one judges for itself");

            Cli.Ended reset = cli.run("breaker", "reset", bot.pid(), "place_order");
            assertEquals(0, reset.exit(), reset.err());
            assertFalse(reset.out().contains("FORCED"), reset.out());
            bot.until("the other one lets orders through", () -> received(bot, BTC) > open);
        }
    }
}
