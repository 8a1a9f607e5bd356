package io.resilienceagent.agent;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The agent's directory, for its owner only. One JVM holds it at a time, by a lock that the operating system gives
 * back however the JVM ends.
 */
final class StateDirectory implements AutoCloseable {
    private static final String WHAT = "the state directory cannot be used";

    private static final Set<StandardOpenOption> HOW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path path;
    private final FileChannel lockFile;

    private StateDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Where it is: as the arguments say, else the policy, else systemd, else here. */
    static Path locate(Optional<String> argument, Optional<String> policy, String systemd) {
        String first = systemd == null ? null : systemd.split(":", 2)[0];
        return Path.of(argument.or(() -> policy)
                        .or(() -> Optional.ofNullable(first).filter(s -> !s.isBlank()))
                        .orElse("resilience-state"))
                .toAbsolutePath()
                .normalize();
    }

    /** Makes the directory where it is missing, and takes it. */
    static StateDirectory take(Path path) throws Unusable {
        try {
            OwnerOnly.directory(path);
            return new StateDirectory(path, lock(path.resolve("lock")));
        } catch (IOException | SecurityException e) {
            throw new Unusable(
                    WHAT,
                    path + ": " + e + "; give the bot's user a directory that it may write, with state=DIRECTORY"
                            + " or `state:` in the policy");
        }
    }

    private static FileChannel lock(Path file) throws IOException, Unusable {
        FileChannel lockFile = OwnerOnly.file(file, HOW);
        FileLock lock;
        try {
            lock = lockFile.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException heldByThisJvm) {
            lock = null;
        }
        if (lock == null) {
            String holder = holder(lockFile);
            lockFile.close();
            throw new Unusable(
                    WHAT,
                    file.getParent() + " is held by " + holder + "; two bots never share one:"
                            + " stop that process or give this bot its own state=DIRECTORY");
        }
        sign(lockFile);
        return lockFile;
    }

    /** Tells others who holds it. On a full disk it is held all the same, and the order guards say what is wrong. */
    private static void sign(FileChannel lockFile) {
        ByteBuffer holder = StandardCharsets.UTF_8.encode(
                "process " + ProcessHandle.current().pid());
        try {
            lockFile.truncate(0);
            while (holder.hasRemaining()) {
                lockFile.write(holder);
            }
        } catch (IOException full) {
            return;
        }
    }

    private static String holder(FileChannel lockFile) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        lockFile.read(bytes, 0);
        String holder = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        return holder.isEmpty() ? "another process" : holder;
    }

    Path path() {
        return path;
    }

    /** Gives the directory back. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
