package io.resilienceagent.state;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Small files that are swapped whole: whoever reads one, or finds it after a kill, sees a version from its first to
 * its last byte. For their owner only.
 */
final class SwappedFile {
    private static final Set<StandardOpenOption> MADE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private SwappedFile() {}

    /** Writes a version and puts it in the place of the last one, once it is on the disk. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        OwnerOnly.file(next, MADE).close();
        // Not written through that channel: it is closed by an interrupt, which a caller from the host may carry.
        try (RandomAccessFile out = new RandomAccessFile(next.toFile(), "rw")) {
            out.setLength(0);
            out.write(bytes);
            out.getFD().sync();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The whole file.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     * @throws IOException where it cannot be read, is no file, or is longer than this; a pipe is not waited for
     */
    static byte[] read(Path file, int most) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("is longer than " + most + " bytes");
            }
            return bytes;
        }
    }
}
