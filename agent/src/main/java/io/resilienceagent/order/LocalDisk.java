package io.resilienceagent.order;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file system of this machine. Files are written through RandomAccessFile: a FileChannel would be closed under
 * every other order by one host thread that arrives with its interrupt flag set.
 */
final class LocalDisk implements JournalDisk {
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @Override
    public void directory(Path directory) throws IOException {
        Files.createDirectories(directory, rights(OWNER_DIRECTORY));
        narrow(directory, OWNER_DIRECTORY);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() > Integer.MAX_VALUE - 16) {
                throw new IOException("longer than two gigabytes");
            }
            byte[] bytes = new byte[(int) in.length()];
            in.readFully(bytes);
            return bytes;
        }
    }

    @Override
    public JournalFile create(Path file) throws IOException {
        try {
            Files.createFile(file, rights(OWNER_FILE));
        } catch (FileAlreadyExistsException left) {
            narrow(file, OWNER_FILE);
        }
        JournalFile created = new LocalFile(file);
        created.truncate(0);
        return created;
    }

    @Override
    public JournalFile open(Path file) throws IOException {
        LocalFile opened = new LocalFile(file);
        narrow(file, OWNER_FILE);
        return opened;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * Java forces a directory only through a channel, and channels close when their thread is interrupted: so the
     * flag is put aside, and put back whatever happens.
     */
    @Override
    public void forceDirectory(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileAttribute<?>[] rights(Set<PosixFilePermission> rights) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    private static void narrow(Path path, Set<PosixFilePermission> rights) throws IOException {
        if (POSIX && !Files.getPosixFilePermissions(path).equals(rights)) {
            Files.setPosixFilePermissions(path, rights);
        }
    }

    /** A file of this machine, open to grow. */
    private static final class LocalFile implements JournalFile {
        private final RandomAccessFile file;

        LocalFile(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
            file.seek(file.length());
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
