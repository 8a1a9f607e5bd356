package com.example.marketbot.exchange;

import com.example.marketbot.Json;
import com.example.marketbot.LedgerSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exchange's account of every order it received: the truth about duplicates and naked sells. */
public final class Ledger implements AutoCloseable {
    private final Writer file;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Set<String> executedSignals = new HashSet<>();

    private Ledger(Writer file) {
        this.file = file;
    }

    /** A ledger that is appended to a file, line by line, or only kept in memory if that is null. */
    public static Ledger writtenTo(Path file) throws IOException {
        return new Ledger(
                file == null
                        ? Writer.nullWriter()
                        : Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Whether an order of this signal was executed before. */
    public synchronized boolean executedBefore(String signalId) {
        return executedSignals.contains(signalId);
    }

    /** Takes note of an order; the line is out of this process when this returns. */
    public synchronized void record(LedgerEntry entry) {
        entries.add(entry);
        if (entry.executed()) {
            executedSignals.add(entry.signalId());
        }
        try {
            file.write(Json.write(entry) + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All entries so far. */
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** The sums. */
    public synchronized LedgerSummary summary() {
        return new LedgerSummary(
                entries.size(),
                entries.stream().filter(LedgerEntry::executed).count(),
                entries.stream().filter(LedgerEntry::duplicate).count(),
                entries.stream().filter(LedgerEntry::naked).count());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
