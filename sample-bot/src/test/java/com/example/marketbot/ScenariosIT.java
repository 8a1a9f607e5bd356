package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.exchange.LedgerEntry;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosIT {
    @TempDir
    private Path directory;

    private Summary run(String... arguments) throws Exception {
        BotProcess.Result result = BotProcess.run(directory, arguments);
        assertEquals(List.of(), result.err());
        assertEquals(0, result.exitCode());
        return Json.read(result.lastLine(), new TypeReference<>() {});
    }

    private Summary run(String scenario, int ticks, String timeout) throws Exception {
        return run("--scenario", scenario, "--ticks", Integer.toString(ticks), "--tick", "5ms", "--timeout", timeout);
    }

    private static List<LedgerEntry> ledger(Path file) throws Exception {
        List<LedgerEntry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            entries.add(Json.read(line, new TypeReference<>() {}));
        }
        return entries;
    }

    private static List<String> trades(Path file) throws Exception {
        return ledger(file).stream()
                .filter(LedgerEntry::executed)
                .map(entry -> entry.symbol() + entry.side() + entry.quantity() + "@" + entry.price())
                .toList();
    }

    /** The address that an exchange process tells on its first line. */
    private static String addressOf(BotProcess exchange) {
        String line = Awaitility.await()
                .until(() -> Files.readString(exchange.out()), text -> text.endsWith("\n"))
                .strip();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    @Test
    void aRepeatedFeedExecutesDuplicates() throws Exception {
        Summary summary = run("duplicate_signals", 100, "20s");
        assertTrue(summary.duplicatesExecuted() > 0, summary.toString());
        assertEquals(0L, summary.nakedSellsReceived());
    }

    @Test
    void aFallingMarketSellsNaked() throws Exception {
        Summary summary = run("sell_without_position", 80, "20s");
        assertTrue(summary.nakedSellsReceived() > 0, summary.toString());
        assertEquals(summary.ordersSent(), summary.ordersExecuted(), "the venue lends");
    }

    @Test
    void lostAnswersExecuteDuplicates() throws Exception {
        Summary summary = run("lost_answers", 80, "200ms");
        assertTrue(summary.duplicatesExecuted() > 0, summary.toString());
        assertTrue(summary.denied().get("TIMEOUT") > 0, summary.toString());
    }

    @Test
    void aSlowExchangeExecutesDuplicates() throws Exception {
        Summary summary = run("slow_exchange", 100, "400ms");
        assertTrue(summary.duplicatesExecuted() > 0, summary.toString());
    }

    @Test
    void errorsAreSurvivedWithoutDuplicates() throws Exception {
        Summary summary = run("exchange_errors", 100, "20s");
        assertEquals(0L, summary.duplicatesExecuted());
        assertTrue(summary.denied().get("HTTP 503") + summary.denied().get("HTTP 502") > 0, summary.toString());
    }

    @Test
    void aRateLimitIsHammered() throws Exception {
        Summary summary = run("rate_limited", 60, "20s");
        assertTrue(summary.denied().get("HTTP 429") > summary.signals(), summary.toString());
    }

    @Test
    void theSameSeedTradesTheSameOnWhateverExchangeAndAtWhateverPace() throws Exception {
        Path first = directory.resolve("first.jsonl");
        Path second = directory.resolve("second.jsonl");
        Path third = directory.resolve("third.jsonl");
        Summary summary = run("--seed=9", "--ticks=60", "--tick=2ms", "--timeout=20s", "--ledger", first.toString());
        assertEquals(0L, summary.duplicatesExecuted());
        assertEquals(0L, summary.nakedSellsReceived());
        assertEquals(summary.signals(), summary.ordersExecuted());

        run("--seed=9", "--ticks=60", "--tick=15ms", "--timeout=20s", "--ledger", second.toString());
        try (BotProcess exchange =
                BotProcess.start(directory, List.of("exchange", "--port=0", "--ledger", third.toString()))) {
            run("--seed=9", "--ticks=60", "--tick=5ms", "--timeout=20s", "--exchange", addressOf(exchange));
        }
        assertFalse(trades(first).isEmpty());
        assertEquals(trades(first), trades(second));
        assertEquals(trades(first), trades(third));
    }

    @Test
    void aBotThatIsKilledSendsAgainWhatItHadNotSeenAcknowledged() throws Exception {
        Path ledger = directory.resolve("ledger.jsonl");
        Path data = directory.resolve("data");
        try (BotProcess exchange = BotProcess.start(
                directory, List.of("exchange", "--port=0", "--scenario=lost_answers", "--ledger", ledger.toString()))) {
            String[] common = {"--exchange", addressOf(exchange), "--data", data.toString(), "--tick=2ms"};
            String lost;
            try (BotProcess bot = BotProcess.start(directory, with(common, "--ticks=0", "--timeout=60s"))) {
                // With so much patience, the bot stands still from the first lost answer on.
                lost = Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> lostSignal(ledger), id -> !id.isEmpty());
                bot.kill();
            }
            run(with(common, "--ticks=30", "--timeout=200ms").toArray(String[]::new));
            long executed = ledger(ledger).stream()
                    .filter(entry -> entry.executed() && entry.signalId().equals(lost))
                    .count();
            assertTrue(executed > 1, "executed " + executed + " times");
        }
        String journal = Files.readString(data.resolve("signals.jsonl"));
        for (LedgerEntry entry : ledger(ledger)) {
            assertTrue(journal.contains("\"" + entry.signalId() + "\""), entry.toString());
        }
    }

    private static List<String> with(String[] common, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(common));
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static String lostSignal(Path file) throws Exception {
        if (!Files.readString(file).endsWith("\n")) {
            return "";
        }
        return ledger(file).stream()
                .filter(entry -> entry.outcome().equals("lost_answer"))
                .map(LedgerEntry::signalId)
                .findFirst()
                .orElse("");
    }
}
