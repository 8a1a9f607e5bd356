package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An order of the sample bot whose fate nobody knows, settled by a person with the command line. The exchange's own ledger
 * is what that person looks at.
 */
class OrdersIT {
    /** Without a lookup: nothing but a person can settle an order. */
    private static final String POLICY = """
            version: 1
            bot: market-bot
            join_points:
              place_order:
                on: com.example.marketbot.Trader#placeOrder
                kind: order
                bind: {symbol: arg0.symbol, side: arg0.side, quantity: arg0.quantity, price: arg0.price, order_id: return.orderId}
                rejected_by: com.example.marketbot.OrderRejected
                deny: {throw: com.example.marketbot.OrderRejected}
            guards:
              place_order:
                - idempotency: {key: [symbol, side, quantity, price], within: 1d}
            """;

    @TempDir
    private Path directory;

    private BotProcess bot(Jdks.Jdk jdk, String scenario) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        // A signal is tried again each ten ticks, and is given up after thirty tries: half a minute for the person.
        return BotProcess.guarded(
                jdk, directory, policy, "--scenario=" + scenario, "--tick=100ms", "--data", "shared_data");
    }

    /** The exchange answers no more: it has the order, and the bot does not know. */
    @Test
    void whatTheExchangeHasIsAcceptedByHandAndStaysSoOverAKill() throws IOException {
        Jdks.Jdk jdk = Jdks.all().get(0);
        Cli cli = new Cli(jdk);
        long id;
        String exchangeId;
        try (BotProcess bot = bot(jdk, "lost_answers")) {
            JsonNode unknown = firstUnknown(cli, bot);
            id = unknown.path("id").asLong();
            JsonNode received = received(bot, unknown.path("order").asText()).get(0);
            assertEquals("lost_answer", received.path("outcome").asText());
            exchangeId = received.path("order_id").asText();
            Cli.Ended listed = cli.run("orders", "list", bot.pid(), "--only", "unknown");
            assertTrue(listed.out().contains(unknown.path("order").asText()), listed.out());
            assertFalse(listed.out().contains("ACCEPTED"), listed.out());

            Cli.Ended resolved = cli.run(
                    "orders",
                    "resolve",
                    bot.pid(),
                    id,
                    "--as",
                    "accepted",
                    "--exchange-id",
                    exchangeId,
                    "--reason",
                    "it stands in the exchange's ledger");
            assertEquals("Order " + id + " is ACCEPTED.", resolved.out().strip(), resolved.err());
            bot.until(
                    "the bot's next try is a duplicate",
                    () -> cli.run("status", bot.pid(), "--json")
                                    .json()
                                    .at("/join_points/place_order/denied/DUPLICATE_ORDER")
                                    .asLong()
                            > 0);
            Cli.Ended again = cli.run("orders", "resolve", bot.pid(), id, "--as", "rejected", "--json");
            assertEquals(1, again.exit(), again.err());
            assertEquals("NOT_RESOLVABLE", again.json().at("/error/code").asText());
            assertEquals(1, received(bot, unknown.path("order").asText()).size(), "it was sent once");
            assertTrue(
                    Files.readString(bot.state().resolve("audit.log")).contains("it stands in the exchange's ledger"));
        }
        try (BotProcess bot = bot(jdk, "normal")) {
            JsonNode order = order(cli, bot, id).orElseThrow();
            assertEquals("ACCEPTED", order.path("state").asText(), order.toString());
            assertEquals(exchangeId, order.path("exchange_id").asText());
            assertTrue(order.path("from_before").asBoolean(), order.toString());
        }
    }

    /** The exchange fails before it does anything: it does not have the order, and the bot does not know. */
    @Test
    void whatTheExchangeDoesNotHaveMayBeSentAgain() throws IOException {
        Jdks.Jdk jdk = Jdks.all().get(1);
        Cli cli = new Cli(jdk);
        long id;
        try (BotProcess bot = bot(jdk, "exchange_errors")) {
            JsonNode unknown = firstUnknown(cli, bot);
            id = unknown.path("id").asLong();
            String words = unknown.path("order").asText();
            List<JsonNode> received = received(bot, words);
            assertEquals(1, received.size(), "it is kept back");
            assertEquals("server_error", received.get(0).path("outcome").asText());
            Cli.Ended resolved = cli.run("orders", "resolve", bot.pid(), id, "--as", "rejected");
            assertEquals("Order " + id + " is REJECTED.", resolved.out().strip(), resolved.err());
            bot.until("it is sent again", () -> received(bot, words).size() == 2);
        }
        try (BotProcess bot = bot(jdk, "normal")) {
            assertEquals(Optional.empty(), order(cli, bot, id), "nothing is kept back for it");
        }
    }

    private static JsonNode firstUnknown(Cli cli, BotProcess bot) {
        bot.until("an order is unknown", () -> bot.log().contains(" ORDER_UNKNOWN "));
        Cli.Ended listed = cli.run("orders", "list", bot.pid(), "--only", "unknown", "--json");
        assertEquals(0, listed.exit(), listed.err());
        JsonNode first = listed.json().at("/orders/0");
        assertEquals("UNKNOWN", first.path("state").asText(), listed.out());
        return first;
    }

    private static Optional<JsonNode> order(Cli cli, BotProcess bot, long id) {
        JsonNode all = cli.run("orders", "list", bot.pid(), "--all", "--json").json();
        return StreamSupport.stream(all.path("orders").spliterator(), false)
                .filter(order -> order.path("id").asLong() == id)
                .findFirst();
    }

    /** What the exchange received of an order that is in these words. */
    private static List<JsonNode> received(BotProcess bot, String words) {
        return bot.orders().stream().filter(order -> words(order).equals(words)).toList();
    }

    private static String words(JsonNode order) {
        return order.path("side").asText() + ' ' + plain(order.path("quantity")) + ' '
                + order.path("symbol").asText() + " @ " + plain(order.path("price"));
    }

    private static String plain(JsonNode number) {
        return new BigDecimal(number.asText()).stripTrailingZeros().toPlainString();
    }
}
