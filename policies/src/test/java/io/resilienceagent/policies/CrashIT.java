package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bot dies as with {@code kill -9} again and again, in the middle of its orders, and starts again with what it had
 * written down. The exchange lives on in a process of its own and keeps the ledger by which all is judged:
 *
 * <ul>
 *   <li>no signal is executed twice, and nothing is sold that is not held;
 *   <li>every signal that the bot wrote down is executed in the end. One refusal would be right: that of a stop-loss
 *       beyond {@code max_notional};
 *   <li>when at last the bot forgets everything and sends every signal of its life again, no order reaches the exchange.
 * </ul>
 *
 * <p>{@code -Dcrash.rounds=500} kills more often, {@code -Dcrash.seed=7} at other instants.
 */
@Isolated
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 40);
    private static final long SEED = Long.getLong("crash.seed", 1);

    /** An open circuit or an exchange that answers nothing but errors may keep a run from its first order. */
    private static final Duration FIRST_ORDERS = Duration.ofSeconds(4);

    /** Each try of a signal fails with the exchange's odds; that so many in a row do, does not happen. */
    private static final int MOST_DRAINS = 25;

    /** What the exchange does while the bot dies; each gets its share of the rounds. */
    private static final List<String> SCENARIOS = List.of("normal", "lost_answers", "slow_exchange", "exchange_errors");

    @TempDir
    private Path directory;

    static List<String> scenarios() {
        return SCENARIOS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void noOrderIsSentTwiceAndNoneIsForgotten(String scenario, TestReporter reporter) throws Exception {
        int rounds = (ROUNDS + SCENARIOS.indexOf(scenario)) / SCENARIOS.size();
        SplittableRandom random = new SplittableRandom(SEED * 31 + scenario.hashCode());
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points:
                  place_order:
                    lookup: {settle: 100ms}   # this exchange has an order at once, or never; a drain is one tick
                """.formatted(BotRun.MARKET_BOT));
        try (ExchangeProcess exchange = new ExchangeProcess(directory.resolve("exchange"), scenario, SEED)) {
            BotMemory memory = new BotMemory(Files.createDirectories(directory.resolve("bot")));
            for (int round = 1; round <= rounds; round++) {
                BotRun bot = bot(exchange, policy, round, "--ticks=0", "--seed=" + random.nextInt(1000));
                killAtRandom(bot.start(), exchange, random);
                memory.heard(bot);
            }
            drain(exchange, policy, memory);
            judge(memory, exchange.ledger());
            reporter.publishEntry(scenario, rounds + " kills, " + memory);
            sendEverythingAgain(exchange, policy, memory);
        }
    }

    private BotRun bot(ExchangeProcess exchange, Path policy, int round, String... arguments) {
        // By turns on each JDK: what one wrote into its state directory, the other reads.
        Jdks.Jdk jdk = Jdks.all().get(round % 2);
        return BotRun.onExchange(jdk, directory.resolve("bot"), exchange, arguments)
                .arguments("--tick=40ms", "--timeout=150ms")
                .guardedBy(policy);
    }

    /** Kills it at any instant of its start and its first seconds, or, which hits orders more often, as one comes in. */
    private static void killAtRandom(Process bot, ExchangeProcess exchange, SplittableRandom random) throws Exception {
        if (random.nextInt(4) == 0) {
            Awaits.pause(bot, Duration.ofMillis(random.nextInt(300, 2500)));
        } else {
            long seen = exchange.ordersReceived() + random.nextInt(1, 5);
            Awaits.upTo(FIRST_ORDERS, bot, () -> exchange.ordersReceived() >= seen);
            Awaits.pause(bot, Duration.ofMillis(random.nextInt(0, 40)));
        }
        assertTrue(bot.isAlive(), "the bot lives until it is killed");
        bot.destroyForcibly().waitFor();
    }

    /**
     * One tick sends each open signal once and makes no new one: until the exchange has them all. What it has is still
     * open for a bot that missed the answer, and is refused as a duplicate until the bot gives it up.
     */
    private void drain(ExchangeProcess exchange, Path policy, BotMemory memory) {
        int unknown = 1;
        for (int run = 1; unknown > 0 || !memory.unserved(exchange.ledger()).isEmpty(); run++) {
            assertTrue(
                    run <= MOST_DRAINS,
                    () -> "blocked for ever: " + memory.unserved(exchange.ledger()) + " of " + memory);
            JsonNode status = runOnce(bot(exchange, policy, run, "--ticks=1"), memory);
            unknown = status.at("/orders/unknown").asInt();
        }
    }

    private static JsonNode runOnce(BotRun bot, BotMemory memory) {
        BotRun.Result result = bot.run();
        memory.heard(bot);
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(0, result.status().get("failures").size(), result.status().toPrettyString());
        return result.status();
    }

    private static void judge(BotMemory memory, List<Trade> ledger) {
        assertFalse(ledger.isEmpty(), "the bot traded");
        assertEquals(List.of(), ledger.stream().filter(Trade::duplicate).toList(), memory::toString);
        assertEquals(List.of(), ledger.stream().filter(Trade::naked).toList(), memory::toString);
        assertEquals(List.of(), memory.unserved(ledger), memory::toString);
    }

    /** The worst that a bot can do after a crash. */
    private void sendEverythingAgain(ExchangeProcess exchange, Path policy, BotMemory memory) throws Exception {
        long received = exchange.ordersReceived();
        long executed = exchange.ledger().stream().filter(Trade::executed).count();
        memory.openAllSignals();
        JsonNode status = runOnce(bot(exchange, policy, 1, "--ticks=1"), memory);
        assertEquals(received, exchange.ordersReceived(), memory::toString);
        assertEquals(
                executed,
                status.at("/join_points/place_order/denied/DUPLICATE_ORDER").asLong(),
                status::toPrettyString);
        assertEquals(0, status.at("/orders/unknown").asInt(), status::toPrettyString);
    }
}
