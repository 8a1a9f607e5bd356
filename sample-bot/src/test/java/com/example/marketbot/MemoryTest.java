package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    private Path data;

    private static Signal signal(String id) {
        return new Signal(id, "ETHUSDT", Side.SELL, new BigDecimal("0.10000000"), new BigDecimal("3000.10"));
    }

    @Test
    void brokenFilesDoNotStopTheBot() throws IOException {
        Files.writeString(data.resolve("open_signals.json"), "[{\"signal\":");
        Files.writeString(data.resolve("positions.json"), "");
        Files.writeString(data.resolve("signals.jsonl"), "{ torn");
        assertEquals(0, new OpenSignals(data).size());
        assertEquals(BigDecimal.ZERO, new Positions(data).held("BTC"));
        new SignalJournal(data).record(signal("a"));
        assertEquals("a", Json.read(lastLine(), new TypeReference<Signal>() {}).id());
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("signals.jsonl"));
        return lines.get(lines.size() - 1);
    }

    @Test
    void theJournalHasEachSignalOnceAlsoAfterARestart() throws IOException {
        SignalJournal journal = new SignalJournal(data);
        assertTrue(journal.isEmpty());
        journal.record(signal("a"));
        journal.record(signal("a"));
        journal.record(signal("b"));
        SignalJournal later = new SignalJournal(data);
        assertFalse(later.isEmpty());
        later.record(signal("b"));
        long lines = Files.readAllLines(data.resolve("signals.jsonl")).stream()
                .filter(line -> !line.isBlank())
                .count();
        assertEquals(2, lines);
    }

    @Test
    void aJournalCutByACrashGoesOnWithAWholeLine() throws IOException {
        new SignalJournal(data).record(signal("a"));
        Files.writeString(data.resolve("signals.jsonl"), "{\"id\":\"b", StandardOpenOption.APPEND);
        new SignalJournal(data).record(signal("c"));
        assertTrue(lastLine().contains("\"id\":\"c\""));
        assertTrue(lastLine().startsWith("{\"id\":\"c\""));
    }
}
