package io.resilienceagent.cli.attach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.cli.process.Owner;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A directory of the bot's own /tmp for the agent's reply: nobody but the bot's user, and root, can look into it. */
final class ReplyPlace implements AutoCloseable {
    private static final String FILE = "reply.json";
    private static final long LOOK_NANOS = 20_000_000;
    private static final int RANDOM_BYTES = 8;

    private final Path directory;
    private final Path seen;

    private ReplyPlace(Path directory, Path seen) {
        this.directory = directory;
        this.seen = seen;
    }

    static ReplyPlace in(ProcessFiles process) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        Path directory = Path.of("/tmp", "resilience-attach-" + HexFormat.of().formatHex(random));
        Path seen = process.seen(directory);
        Files.createDirectory(seen, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        long user = Owner.of(process).map(Owner::user).orElse(Owner.self().user());
        if (user != Owner.self().user()) {
            // Only root comes here: the directory is given to the bot's user.
            Files.setAttribute(seen, "unix:uid", (int) user);
        }
        return new ReplyPlace(directory, seen);
    }

    /** The file's path for the agent. */
    Path asTheBotSeesIt() {
        return directory.resolve(FILE);
    }

    /** The reply, as soon as it is there; empty when it is not until the deadline, in nanoseconds of the monotonic clock. */
    Optional<JsonNode> read(long deadline) throws IOException {
        Path file = seen.resolve(FILE);
        while (!Files.exists(file)) {
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Optional.of(new ObjectMapper().readTree(Files.readAllBytes(file)));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.list(seen)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(seen);
    }
}
