package io.resilienceagent.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    private static final Owner STRANGER = new Owner(4_000_000, Set.of(4_000_000L));

    @TempDir
    private Path directory;

    private void allow(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void whatKeepsAStrangerFromAFileIsNamed() throws IOException {
        allow(directory, "rwxr-xr-x");
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path file = Files.createFile(inner.resolve("resilience.jar"));
        allow(inner, "rwxr-xr-x");
        allow(file, "rw-r--r--");
        assertEquals(Optional.empty(), STRANGER.obstacle(file));
        allow(file, "rw-r-----");
        assertEquals(Optional.of(file.toRealPath()), STRANGER.obstacle(file));
        allow(file, "rw-r--r--");
        allow(inner, "rwxr-x---");
        assertEquals(Optional.of(inner.toRealPath()), STRANGER.obstacle(file));
        assertEquals(Optional.empty(), Owner.self().obstacle(file));
        Path missing = inner.resolve("no.jar");
        assertEquals(Optional.of(missing), STRANGER.obstacle(missing));
    }
}
