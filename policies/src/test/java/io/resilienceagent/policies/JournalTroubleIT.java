package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order journal under a real bot when its disk lets it down: nothing is sent that was not journaled. */
class JournalTroubleIT {
    private static final String[] SHORT_RUN = {"--ticks=41", "--tick=5ms", "--timeout=20s"};

    @TempDir
    private Path directory;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    private BotRun bot(Jdks.Jdk jdk) {
        return new BotRun(jdk, directory.resolve("bot"), SHORT_RUN);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aJournalThatIsCutForgetsNoOrderThatIsWholeInIt() throws Exception {
        try (ExchangeProcess exchange = new ExchangeProcess(directory.resolve("exchange"), "normal", 1)) {
            Path origin = Files.createDirectories(directory.resolve("origin"));
            assertEquals(
                    0,
                    resumed(Jdks.all().get(0), origin, exchange, SHORT_RUN)
                            .ended()
                            .exitCode());
            long orders = exchange.ordersReceived();
            JournalBytes journal = new JournalBytes(origin.resolve("resilience-state"));
            assertEquals(orders, journal.intentsBefore(Integer.MAX_VALUE), "each order has its intent");
            for (int cut : journal.cutsInTheLast(4)) {
                sendAllAgainAfter(cut, journal, origin, exchange, orders);
            }
        }
    }

    /** A bot that forgot all its acknowledgements is started on a journal that was cut here. */
    private void sendAllAgainAfter(int cut, JournalBytes journal, Path origin, ExchangeProcess exchange, long orders)
            throws IOException {
        Path bot = directory.resolve("cut-" + cut);
        copy(origin, bot);
        Files.write(JournalBytes.file(bot.resolve("resilience-state")), journal.first(cut));
        new BotMemory(bot).openAllSignals();
        long before = exchange.ordersReceived();
        Result result = resumed(Jdks.all().get(cut % 2), bot, exchange, "--ticks=1", "--timeout=20s");
        String words = "cut at " + cut + ": " + result.ended();
        assertEquals(0, result.ended().exitCode(), words);
        assertEquals(List.of(), result.ended().foreignErrors(), words);
        assertEquals(0, result.status().get("failures").size(), words);
        assertEquals(orders - journal.intentsBefore(cut), exchange.ordersReceived() - before, words);
        assertEquals(
                journal.intentsBefore(cut),
                result.status()
                        .at("/join_points/place_order/denied/DUPLICATE_ORDER")
                        .asLong(),
                words);
        assertEquals(journal.tears(cut), result.ended().err().contains(" ORDER_JOURNAL_DAMAGED "), words);
    }

    private static Result resumed(Jdks.Jdk jdk, Path bot, ExchangeProcess exchange, String... arguments) {
        return BotRun.onExchange(jdk, bot, exchange, arguments)
                .guardedBy(BotRun.MARKET_BOT)
                .run();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void onAFullDiskTheBotLivesAndSendsNothing(Jdks.Jdk jdk) throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            disk.fill();
            Result result = bot(jdk).guardedBy(
                            "policy=" + BotRun.MARKET_BOT + ",state=" + directory.resolve("disk/state"))
                    .run();
            assertNothingWasSent(result, "No space left on device");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void onAReadOnlyDiskTheBotLivesAndSendsNothing(Jdks.Jdk jdk) throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("bot/resilience-state/orders"))) {
            disk.makeReadOnly();
            assertNothingWasSent(bot(jdk).guardedBy(BotRun.MARKET_BOT).run(), "Read-only file system");
        }
    }

    private static void assertNothingWasSent(Result result, String why) {
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), result.ended().foreignErrors());
        assertEquals(List.of(), result.ledger(), "what could not be journaled was not sent");
        assertEquals(Set.of("JOURNAL_UNAVAILABLE"), denied(result));
        String told = result.ended()
                .err()
                .lines()
                .filter(line -> line.contains(" CALL_DENIED "))
                .findFirst()
                .orElseThrow();
        assertTrue(told.contains("code=JOURNAL_UNAVAILABLE") && told.contains(why), told);
    }

    private static Set<String> denied(Result result) {
        Set<String> codes = new TreeSet<>();
        result.summary().get("denied").fieldNames().forEachRemaining(codes::add);
        return codes;
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void whenADiskFillsUpOrdersStopAndGoOnOnceThereIsRoom(Jdks.Jdk jdk) throws Exception {
        try (ExchangeProcess exchange = new ExchangeProcess(directory.resolve("exchange"), "normal", 1);
                SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            Path home = Files.createDirectories(directory.resolve("bot"));
            BotRun bot = BotRun.onExchange(jdk, home, exchange, "--ticks=0", "--tick=20ms", "--timeout=20s")
                    .guardedBy("policy=" + BotRun.MARKET_BOT + ",state=" + directory.resolve("disk/state"));
            Process process = bot.start();
            try {
                Awaits.until(process, "orders are sent", () -> exchange.ordersReceived() > 2);
                disk.fill();
                // What is left of the journal's last page may still take an order or two.
                Awaits.until(process, "an order is denied", () -> bot.log().contains("code=JOURNAL_UNAVAILABLE"));
                long sent = exchange.ordersReceived();
                Awaits.until(process, "the bot goes on", () -> denials(bot) > 2);
                assertEquals(sent, exchange.ordersReceived(), "what could not be journaled was not sent");
                disk.makeRoom();
                Awaits.until(process, "orders are sent again", () -> exchange.ordersReceived() > sent + 2);
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertTrue(exchange.ledger().stream().noneMatch(Trade::duplicate));
        }
    }

    /** At most one a second is told. */
    private static long denials(BotRun bot) {
        return bot.log()
                .lines()
                .filter(line -> line.contains("code=JOURNAL_UNAVAILABLE"))
                .count();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void aJournalOfALaterVersionIsNotTouched(Jdks.Jdk jdk) throws Exception {
        assertEquals(0, bot(jdk).guardedBy(BotRun.MARKET_BOT).run().ended().exitCode());
        Path state = directory.resolve("bot").resolve("resilience-state");
        byte[] later = new JournalBytes(state).ofVersion(2);
        Files.write(JournalBytes.file(state), later);
        Refused.of(bot(jdk).guardedBy(BotRun.MARKET_BOT).run().ended())
                .naming(JournalBytes.file(state).toString(), "format version 2", "versions up to 1");
        assertArrayEquals(later, Files.readAllBytes(JournalBytes.file(state)));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void twoBotsNeverShareAStateDirectory(Jdks.Jdk jdk) throws Exception {
        Path state = directory.resolve("state");
        String arguments = "policy=" + BotRun.MARKET_BOT + ",state=" + state;
        BotRun first = new BotRun(jdk, directory.resolve("first"), "--ticks=0").guardedBy(arguments);
        Process holder = first.start();
        try {
            Awaits.until(holder, "the first is guarded", () -> first.log().contains(" RESILIENCE_READY "));
            Refused.of(bot(jdk).guardedBy(arguments).run().ended())
                    .naming(state.toString(), "held by process " + holder.pid());
            assertTrue(holder.isAlive());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertEquals(0, bot(jdk).guardedBy(arguments).run().ended().exitCode(), "a dead holder holds nothing");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void aFileIsNoStateDirectory(Jdks.Jdk jdk) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Refused.of(bot(jdk).guardedBy("policy=" + BotRun.MARKET_BOT + ",state=" + file)
                        .run()
                        .ended())
                .naming(file.toString(), "state=DIRECTORY");
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("jdks")
    void aStateDirectoryThatCannotBeWrittenIsNoStateDirectory(Jdks.Jdk jdk) throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            disk.makeReadOnly();
            Refused.of(bot(jdk).guardedBy("policy=" + BotRun.MARKET_BOT + ",state=" + directory.resolve("disk"))
                            .run()
                            .ended())
                    .naming(directory.resolve("disk").toString(), "Read-only file system", "state=DIRECTORY");
        }
        assertFalse(Files.exists(directory.resolve("bot").resolve("ledger.jsonl")));
    }
}
