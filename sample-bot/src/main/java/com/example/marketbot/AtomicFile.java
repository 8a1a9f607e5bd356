package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A small JSON file that is replaced as a whole, so that no crash of the bot leaves half of it. */
final class AtomicFile {
    private final Path path;
    private final Path draft;

    AtomicFile(Path path) {
        this.path = path;
        this.draft = path.resolveSibling(path.getFileName() + ".tmp");
    }

    /** Replaces the content. */
    void write(Object value) {
        try {
            Files.writeString(draft, Json.write(value));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content, or the given value if there is none that can be read. */
    <T> T readOr(T otherwise, TypeReference<T> type) {
        if (!Files.exists(path)) {
            return otherwise;
        }
        try {
            T value = Json.read(Files.readString(path), type);
            return value == null ? otherwise : value;
        } catch (IOException | UncheckedIOException e) {
            Log.info("cannot read " + path.getFileName() + ", starting without it");
            return otherwise;
        }
    }
}
