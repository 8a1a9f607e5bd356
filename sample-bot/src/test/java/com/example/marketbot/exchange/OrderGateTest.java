package com.example.marketbot.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.LedgerSummary;
import com.example.marketbot.OrderRequest;
import com.example.marketbot.Side;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderGateTest {
    private static final OrderRequest BUY =
            new OrderRequest("s", "BTCUSDT", Side.BUY, new BigDecimal("0.001"), new BigDecimal("50000"));

    @TempDir
    private Path directory;

    private long nanos = 5;

    private OrderGate gate(Scenario scenario, Ledger ledger) {
        FaultPlan faults = new FaultPlan(scenario, 1, () -> nanos);
        return new OrderGate(new MatchingEngine(Wallet.of(scenario)), faults, ledger);
    }

    @Test
    void theLedgerKnowsDuplicatesAndNakedSellsAndSurvivesOnDisk() throws Exception {
        Path file = directory.resolve("ledger.jsonl");
        try (Ledger ledger = Ledger.writtenTo(file)) {
            OrderGate gate = gate(Scenario.NORMAL, ledger);
            gate.receive(BUY, "a");
            gate.receive(BUY, "a");
            gate.receive(BUY, "b");
            OrderRequest naked =
                    new OrderRequest("c", "BTCUSDT", Side.SELL, new BigDecimal("99"), new BigDecimal("50000"));
            assertEquals(400, gate.receive(naked, "c").status());
            assertEquals(new LedgerSummary(4, 3, 1, 1), ledger.summary());
            List<String> lines = Files.readAllLines(file);
            assertEquals(4, lines.size(), "written before it is closed");
            assertTrue(lines.get(3).contains("\"outcome\":\"rejected\""), lines.get(3));
            assertTrue(lines.get(3).contains("\"signal_id\":\"c\""), lines.get(3));
        }
    }

    @Test
    void aLenderExecutesNakedSells() throws Exception {
        try (Ledger ledger = Ledger.writtenTo(null)) {
            OrderRequest naked =
                    new OrderRequest("c", "BTCUSDT", Side.SELL, new BigDecimal("2"), new BigDecimal("50000"));
            assertEquals(
                    200,
                    gate(Scenario.SELL_WITHOUT_POSITION, ledger)
                            .receive(naked, "c")
                            .status());
            assertEquals(new LedgerSummary(1, 1, 0, 1), ledger.summary());
        }
    }

    @Test
    void aBanEndsAfterItsTime() throws Exception {
        try (Ledger ledger = Ledger.writtenTo(null)) {
            OrderGate gate = gate(Scenario.RATE_LIMITED, ledger);
            while (gate.receive(BUY, "a").status() == 200) {
                nanos++;
            }
            assertEquals(429, gate.receive(BUY, "b").status());
            nanos += FaultPlan.BAN.toNanos();
            assertEquals(200, gate.receive(BUY, "b").status());
        }
    }

    @Test
    void failuresOfTheServerExecuteNothing() throws Exception {
        try (Ledger ledger = Ledger.writtenTo(null)) {
            OrderGate gate = gate(Scenario.EXCHANGE_ERRORS, ledger);
            List<Answer> answers =
                    Stream.generate(() -> gate.receive(BUY, "a")).limit(100).toList();
            long failed =
                    answers.stream().filter(answer -> answer.status() >= 500).count();
            assertTrue(failed > 10 && failed < 60, failed + " failed");
            assertTrue(answers.stream().anyMatch(answer -> answer.contentType().equals("text/html")));
            assertEquals(100 - failed, ledger.summary().executed());
        }
    }

    @Test
    void lostAndLateAnswersAreExecuted() throws Exception {
        for (Scenario scenario : List.of(Scenario.LOST_ANSWERS, Scenario.SLOW_EXCHANGE)) {
            try (Ledger ledger = Ledger.writtenTo(null)) {
                OrderGate gate = gate(scenario, ledger);
                List<Answer> answers =
                        Stream.generate(() -> gate.receive(BUY, "a")).limit(100).toList();
                assertEquals(100, ledger.summary().executed());
                assertTrue(answers.stream()
                        .anyMatch(answer -> answer.lost() || answer.after().toMillis() >= 600));
            }
        }
    }
}
