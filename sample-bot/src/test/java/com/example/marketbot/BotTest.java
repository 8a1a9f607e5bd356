package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.chores.TroublePlan;
import com.example.marketbot.exchange.ExchangeServer;
import com.example.marketbot.exchange.Ledger;
import com.example.marketbot.exchange.LedgerEntry;
import com.example.marketbot.exchange.Scenario;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    private Ledger ledger;
    private ExchangeServer server;

    @BeforeEach
    void start() throws Exception {
        ledger = Ledger.writtenTo(null);
        server = ExchangeServer.start(0, Scenario.NORMAL, 1, ledger);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        ledger.close();
    }

    private Bot bot(URI exchange) throws Exception {
        return new Bot(new BotSettings(exchange, data, 60, Duration.ofMillis(1), 1, PATIENT, TroublePlan.NONE));
    }

    private Summary run() throws Exception {
        try (Bot bot = bot(server.address())) {
            return bot.run("normal");
        }
    }

    @Test
    void aQuietRunLosesNothingAndRemembersItsPositions() throws Exception {
        Summary summary = run();
        assertEquals(60, summary.ticks());
        assertTrue(summary.signals() > 5, summary.toString());
        assertEquals(summary.signals(), summary.ordersExecuted());
        assertEquals(0L, summary.duplicatesExecuted());
        assertEquals(0L, summary.nakedSellsReceived());
        assertEquals(Map.of(), summary.denied());
        assertTrue(Files.exists(data.resolve("positions.json")));
        assertEquals("[]", Files.readString(data.resolve("open_signals.json")));
    }

    @Test
    void aRestartedBotNeverRepeatsATradeOrAnId() throws Exception {
        run();
        run();
        List<LedgerEntry> entries = ledger.entries();
        assertEquals(
                entries.size(),
                entries.stream()
                        .map(entry -> List.of(entry.symbol(), entry.side(), entry.quantity(), entry.price()))
                        .distinct()
                        .count());
        assertEquals(
                entries.size(),
                entries.stream().map(LedgerEntry::signalId).distinct().count());
    }

    @Test
    void inSafeModeNoOrderGoesOut() throws Exception {
        try (Bot bot = bot(server.address())) {
            bot.setSafeMode(true);
            Summary summary = bot.run("normal");
            assertEquals(60, summary.ticks());
            assertEquals(0, summary.ordersSent());
        }
        assertEquals(List.of(), ledger.entries());
    }

    @Test
    void theLoopsThreadIsNamedAndEndsWithTheBot() throws Exception {
        run();
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("MarketAnalysisLoop")));
    }

    @Test
    void anExchangeThatIsNotThereIsNamed() throws Exception {
        URI nowhere = server.address();
        server.close();
        try (Bot bot = bot(nowhere)) {
            String message = assertThrows(IllegalStateException.class, () -> bot.run("normal"))
                    .getMessage();
            assertEquals("no exchange at " + nowhere, message);
        }
        assertFalse(Files.exists(data.resolve("signals.jsonl")));
    }
}
