package io.resilienceagent.guard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and directories that nobody but the bot's user can read, from their first instant and whatever the
 * umask. Where the file system knows no such rights, its own rules hold. Stateless.
 */
public final class OwnerOnly {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** Makes a directory, and those above it where they are missing; one that is there stays as it is. */
    public static void directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            try {
                Files.createDirectory(path, rights(DIRECTORY));
            } catch (FileAlreadyExistsException madeMeanwhile) {
                if (!Files.isDirectory(path)) {
                    throw madeMeanwhile;
                }
            }
        }
    }

    /** Opens a file, and takes it away from others where an earlier version of it was theirs to read. */
    public static FileChannel file(Path path, Set<? extends OpenOption> how) throws IOException {
        FileChannel channel = FileChannel.open(path, how, rights(FILE));
        take(path);
        return channel;
    }

    /** Takes a file that is there away from others. */
    public static void take(Path path) throws IOException {
        if (POSIX && !Files.getPosixFilePermissions(path).equals(FILE)) {
            Files.setPosixFilePermissions(path, FILE);
        }
    }

    private static FileAttribute<?>[] rights(Set<PosixFilePermission> rights) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }
}
