package io.resilienceagent.control;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where the Unix socket stands: in the agent's directory, or, where its path would be longer than the kernel takes, in a private
 * directory of its own, which the file {@code control.path} names.
 */
final class SocketPlace {
    /** The kernel has room for 107 bytes and a zero; the JDK takes no more than 106, here and at the other end. */
    private static final int LONGEST = 106;

    private static final String NAME = "control.sock";
    /** Not longer than the name: what fits there fits here. */
    private static final String UNFINISHED = "control.new";

    private static final String POINTER = "control.path";
    private static final String PRIVATE = "resilience-";
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path pointer;
    private final Path socket;
    private final boolean elsewhere;

    private SocketPlace(Path pointer, Path socket, boolean elsewhere) {
        this.pointer = pointer;
        this.socket = socket;
        this.elsewhere = elsewhere;
    }

    /** Takes the place, and clears it of what a dead process left; nobody alive can have it, since STATE is locked. */
    static SocketPlace in(Path state, Path temporary) throws IOException {
        Path pointer = state.resolve(POINTER);
        removeLeft(pointer);
        Path socket = state.resolve(NAME);
        if (fits(socket)) {
            Files.deleteIfExists(socket.resolveSibling(UNFINISHED));
            return new SocketPlace(pointer, socket, false);
        }
        Path other = Files.createTempDirectory(temporary, PRIVATE).resolve(NAME);
        if (!fits(other)) {
            Files.delete(other.getParent());
            throw new IOException("the paths " + socket + " and " + other + " are longer than " + LONGEST
                    + " bytes, which is all that a Unix socket may have; give a shorter state=DIRECTORY");
        }
        try (var out = OwnerOnly.file(pointer, NEW)) {
            out.write(StandardCharsets.UTF_8.encode(other.toString()));
        }
        return new SocketPlace(pointer, other, true);
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static void removeLeft(Path pointer) throws IOException {
        if (Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)) {
            Path left = Path.of(Files.readString(pointer));
            // Nothing but what we make ourselves is removed, whatever the file says.
            boolean ours = left.endsWith(NAME)
                    && left.getParent() != null
                    && left.getParent().getFileName().toString().startsWith(PRIVATE);
            if (ours) {
                Files.deleteIfExists(left);
                Files.deleteIfExists(left.getParent());
            }
            Files.delete(pointer);
        }
    }

    Path socket() {
        return socket;
    }

    /** Where the socket is made, until it listens and is its owner's alone. */
    Path unfinished() {
        return socket.resolveSibling(UNFINISHED);
    }

    /** Puts it where it belongs, in one step: nobody finds one that does not listen yet. What was left there is gone with it. */
    void finish() throws IOException {
        Files.move(unfinished(), socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the socket, and what was made for it. */
    void clear() throws IOException {
        Files.deleteIfExists(unfinished());
        Files.deleteIfExists(socket);
        if (elsewhere) {
            Files.deleteIfExists(socket.getParent());
            Files.deleteIfExists(pointer);
        }
    }
}
