package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Every signal that was ever about to be sent, one JSON line each, in {@code signals.jsonl}. */
public final class SignalJournal {
    private final Path file;
    private final Set<String> recorded = new HashSet<>();

    public SignalJournal(Path dataDirectory) {
        file = dataDirectory.resolve("signals.jsonl");
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(this::remember);
                append("\n"); // ends the line that a crash may have cut
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(String line) {
        try {
            if (!line.isBlank()) {
                recorded.add(Json.read(line, new TypeReference<Signal>() {}).id());
            }
        } catch (UncheckedIOException e) {
            Log.info("signals.jsonl has a broken line");
        }
    }

    /** Whether nothing was ever recorded here. */
    public boolean isEmpty() {
        return recorded.isEmpty();
    }

    /** Writes a signal down, unless it already is. */
    public void record(Signal signal) {
        if (recorded.add(signal.id())) {
            append(Json.write(signal) + "\n");
        }
    }

    private void append(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
