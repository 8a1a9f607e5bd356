package com.example.marketbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directory of the bot's memory; one that nobody asked to keep is gone after the run. */
record DataDirectory(Path path, boolean temporary) implements AutoCloseable {

    /** The given directory, or a temporary one if none is given. */
    static DataDirectory at(Path chosen) throws IOException {
        return chosen == null
                ? new DataDirectory(Files.createTempDirectory("market-bot"), true)
                : new DataDirectory(chosen, false);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : List.copyOf(files.toList())) {
                    Files.delete(file);
                }
            }
            Files.delete(path);
        }
    }
}
