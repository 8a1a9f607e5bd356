package io.resilienceagent.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The agent's directory, for its owner only. One JVM holds it at a time, by a lock that the operating system gives
 * back however the JVM ends.
 */
final class StateDirectory implements AutoCloseable {
    private static final String WHAT = "the state directory cannot be used";

    private final Path path;
    private final RandomAccessFile lockFile;

    private StateDirectory(Path path, RandomAccessFile lockFile) {
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
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
            }
            return new StateDirectory(path, lock(path.resolve("lock")));
        } catch (IOException | SecurityException e) {
            throw new Unusable(
                    WHAT,
                    path + ": " + e + "; give the bot's user a directory that it may write, with state=DIRECTORY"
                            + " or `state:` in the policy");
        }
    }

    private static RandomAccessFile lock(Path file) throws IOException, Unusable {
        RandomAccessFile lockFile = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock;
        try {
            lock = lockFile.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
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
    private static void sign(RandomAccessFile lockFile) {
        try {
            lockFile.setLength(0);
            lockFile.write(("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            return;
        }
    }

    private static String holder(RandomAccessFile lockFile) throws IOException {
        byte[] bytes = new byte[(int) Math.min(100, lockFile.length())];
        lockFile.readFully(bytes);
        return bytes.length == 0 ? "another process" : new String(bytes, StandardCharsets.UTF_8);
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
