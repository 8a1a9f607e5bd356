package io.resilienceagent.cli.attach;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.json.JsonText;
import io.resilienceagent.cli.process.Owner;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A directory of the bot's own /tmp for the agent's reply: nobody but the bot's user, and root, can look into it. */
final class ReplyPlace implements AutoCloseable {
    private static final String FILE = "reply.json";
    private static final String REQUEST = "request.json";
    private static final FileAttribute<?> DIRECTORY_RIGHTS = rights("rwx------");
    private static final FileAttribute<?> FILE_RIGHTS = rights("rw-------");
    private static final long LOOK_NANOS = 2_000_000;
    private static final int RANDOM_BYTES = 8;
    private static final int MOST_BYTES = 4 << 20;

    private final Path directory;
    private final Path seen;

    private ReplyPlace(Path directory, Path seen) {
        this.directory = directory;
        this.seen = seen;
    }

    /** @param request what the agent is to find there; empty for nothing */
    static ReplyPlace in(ProcessFiles process, String request) throws IOException {
        byte[] random;
        // What SecureRandom would read too, after it has looked for providers.
        try (InputStream source = Files.newInputStream(Path.of("/dev/urandom"))) {
            random = source.readNBytes(RANDOM_BYTES);
        }
        Path directory = Path.of("/tmp", "resilience-attach-" + HexFormat.of().formatHex(random));
        Path seen = process.seen(directory);
        Files.createDirectory(seen, DIRECTORY_RIGHTS);
        ReplyPlace place = new ReplyPlace(directory, seen);
        try {
            place.fill(request, Owner.of(process));
            return place;
        } catch (IOException full) {
            place.close();
            throw full;
        }
    }

    private void fill(String request, Optional<Owner> owner) throws IOException {
        if (!request.isEmpty()) {
            Path file = Files.createFile(seen.resolve(REQUEST), FILE_RIGHTS);
            Files.write(file, request.getBytes(StandardCharsets.UTF_8));
            give(file, owner);
        }
        // Last of all: what is in it was made while nobody else could put a link there.
        give(seen, owner);
    }

    private static FileAttribute<?> rights(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static void give(Path file, Optional<Owner> owner) throws IOException {
        if (owner.isPresent() && owner.get().user() != Owner.self().user()) {
            // Only root comes here.
            Files.setAttribute(file, "unix:uid", (int) owner.get().user());
        }
    }

    /** The path of the request for the agent. */
    Path requestAsTheBotSeesIt() {
        return directory.resolve(REQUEST);
    }

    /** The file's path for the agent. */
    Path asTheBotSeesIt() {
        return directory.resolve(FILE);
    }

    /** The reply, as soon as it is there; empty when it is not until the deadline, in nanoseconds of the monotonic clock. */
    Optional<JsonNode> read(long deadline) throws IOException {
        Path file = seen.resolve(FILE);
        while (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] reply = in.readNBytes(MOST_BYTES + 1);
            if (reply.length > MOST_BYTES) {
                throw new IOException(file + " is longer than any reply");
            }
            return Optional.of(JsonText.read(new String(reply, StandardCharsets.UTF_8)));
        }
    }

    /**
     * Takes the directory away. Its owner may have put a link in its place, to something that only root can empty: so no link is
     * followed. What cannot be taken away stays.
     */
    @Override
    public void close() {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(seen.getParent())) {
            if (stream instanceof SecureDirectoryStream<Path> parent) {
                remove(parent, seen.getFileName());
            }
        } catch (IOException | DirectoryIteratorException left) {
            return;
        }
    }

    private static void remove(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try (SecureDirectoryStream<Path> inside = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : inside) {
                inside.deleteFile(file.getFileName());
            }
        }
        parent.deleteDirectory(name);
    }
}
