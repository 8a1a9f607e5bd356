package io.resilienceagent.report.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A chunk as a file of its own, for its reader only; repaired where it has no end. Gone when closed. */
final class ChunkFile implements AutoCloseable {
    private static final int SIZE_AT = 8;
    private static final int POOL_AT = 16;
    private static final int METADATA_AT = 24;
    private static final int STATE_AT = 64;

    private final Path path;
    private final boolean temporary;

    private ChunkFile(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The only chunk of a file is that file; empty when nothing of the chunk can be saved. */
    static Optional<ChunkFile> of(Chunk chunk, long fileSize) throws IOException {
        if (chunk.whole() && chunk.length() == fileSize) {
            return Optional.of(new ChunkFile(chunk.file(), false));
        }
        Optional<Salvage> salvage = chunk.whole()
                ? Optional.of(new Salvage(chunk.length(), chunk.pool(), chunk.metadata()))
                : Salvage.of(chunk);
        if (salvage.isEmpty()) {
            return Optional.empty();
        }
        ChunkFile file = new ChunkFile(Files.createTempFile("resilience-report-", ".jfr"), true);
        try {
            file.fill(chunk, salvage.get());
            return Optional.of(file);
        } catch (IOException | RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    private void fill(Chunk chunk, Salvage salvage) throws IOException {
        try (FileChannel from = FileChannel.open(chunk.file());
                FileChannel to = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < salvage.end()) {
                long more = from.transferTo(chunk.offset() + copied, salvage.end() - copied, to);
                if (more <= 0) {
                    throw new IOException("it became shorter while it was read");
                }
                copied += more;
            }
            number(to, SIZE_AT, salvage.end());
            number(to, POOL_AT, salvage.pool());
            number(to, METADATA_AT, salvage.metadata());
            to.write(ByteBuffer.allocate(1), STATE_AT);
        }
    }

    private static void number(FileChannel to, long at, long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).flip();
        while (bytes.hasRemaining()) {
            to.write(bytes, at + bytes.position());
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }
}
