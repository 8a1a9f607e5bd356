package io.resilienceagent.agent;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that others read while we write it: each version takes the place of the last one in one step. */
final class StatusFile {
    private static final Set<StandardOpenOption> HOW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path file;
    private final Path next;

    StatusFile(Path file) {
        this.file = file;
        this.next = file.resolveSibling(file.getFileName() + ".next");
    }

    /**
     * Writes a version; a reader sees the old one or the new one, never a part.
     *
     * @throws UncheckedIOException when the disk does not take it; the last version stays
     */
    synchronized void write(Status status) {
        try {
            try (OutputStream out = Channels.newOutputStream(OwnerOnly.file(next, HOW))) {
                status.writeTo(out);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
