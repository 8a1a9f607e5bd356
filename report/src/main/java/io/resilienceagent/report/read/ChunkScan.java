package io.resilienceagent.report.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks of a recording, by their heads alone, and what is wrong with the file.
 *
 * @param file the recording
 * @param size how many bytes it had when it was looked at
 * @param chunks its chunks, in order; at least one
 * @param trouble what is wrong with it, for people; empty if nothing
 */
record ChunkScan(Path file, long size, List<Chunk> chunks, List<String> trouble) {
    private static final int MAGIC = 0x464c5200;
    private static final int NEWEST = 2;
    private static final int VERSION_AT = 4;
    private static final int SIZE_AT = 8;
    private static final int POOL_AT = 16;
    private static final int METADATA_AT = 24;
    private static final int BEGIN_AT = 32;
    private static final int TICKS_AT = 48;
    private static final int PER_SECOND_AT = 56;
    private static final int STATE_AT = 64;
    private static final long LAST_MOMENT = 1L << 61;

    /**
     * Looks at a file.
     *
     * @throws Unreadable when it is no recording, or one that cannot be read
     */
    static ChunkScan of(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return scan(file, channel, channel.size());
        } catch (NoSuchFileException missing) {
            throw new Unreadable("there is no file " + file, "name a recording (.jfr) or the folder of an incident");
        } catch (IOException e) {
            throw new Unreadable(
                    file + " cannot be read: " + e.getMessage(),
                    Files.isReadable(file)
                            ? "copy it to another disk, and report on the copy"
                            : "run it as the file's owner");
        }
    }

    private static ChunkScan scan(Path file, FileChannel channel, long size) throws IOException {
        if (size == 0) {
            throw new Unreadable(
                    file + ": byte 0: the file is empty; expected a flight recording, which begins with FLR",
                    "if it is still being recorded, wait for its first chunk, or have one written: jcmd PID JFR.dump");
        }
        List<Chunk> chunks = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        long at = 0;
        while (at < size) {
            ByteBuffer head = ByteBuffer.allocate(Chunk.HEAD);
            while (head.hasRemaining() && channel.read(head, at + head.position()) >= 0) {}
            String wrong = wrong(head);
            if (!wrong.isEmpty()) {
                if (chunks.isEmpty()) {
                    throw new Unreadable(file + ": byte 0: " + wrong, next(head));
                }
                trouble.add("byte " + at + ": " + wrong + "; what follows is left out");
                break;
            }
            Chunk chunk = chunk(file, chunks.size() + 1, at, size - at, head);
            chunks.add(chunk);
            if (!chunk.finished()) {
                trouble.add("byte " + at + ": chunk " + chunk.number()
                        + " was still being written; reported is what it held by then");
            } else if (chunk.length() < chunk.declared()) {
                trouble.add("byte " + size + ": the file is truncated: chunk " + chunk.number() + " has "
                        + chunk.length() + " of its " + chunk.declared() + " bytes");
            }
            at += chunk.finished() ? chunk.declared() : chunk.length();
        }
        return new ChunkScan(file, size, List.copyOf(chunks), List.copyOf(trouble));
    }

    private static Chunk chunk(Path file, int number, long at, long there, ByteBuffer head) {
        long declared = head.getLong(SIZE_AT);
        boolean finished = head.get(STATE_AT) == 0 && declared >= Chunk.HEAD;
        return new Chunk(
                file,
                number,
                at,
                finished ? Math.min(declared, there) : there,
                declared,
                Math.max(0, Math.min(LAST_MOMENT, head.getLong(BEGIN_AT))),
                head.getLong(TICKS_AT),
                head.getLong(PER_SECOND_AT),
                head.getLong(POOL_AT),
                head.getLong(METADATA_AT),
                finished);
    }

    /** What is wrong with a head; empty if nothing. */
    private static String wrong(ByteBuffer head) {
        if (head.position() >= Integer.BYTES && head.getInt(0) != MAGIC) {
            return "found " + first(head) + "; expected FLR, with which a flight recording begins";
        }
        if (head.hasRemaining()) {
            return "truncated: found " + head.position() + " bytes; expected the " + Chunk.HEAD
                    + " bytes of a chunk's head";
        }
        int major = head.getShort(VERSION_AT);
        if (major < 1 || major > NEWEST) {
            return "found version " + major + "." + head.getShort(VERSION_AT + Short.BYTES)
                    + " of the format; expected 1.x or 2.x";
        }
        return "";
    }

    private static String first(ByteBuffer head) {
        if (gzip(head)) {
            return "a file packed with gzip";
        }
        StringBuilder bytes = new StringBuilder("the bytes");
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes.append(String.format(" %02x", head.get(i)));
        }
        return bytes.toString();
    }

    private static boolean gzip(ByteBuffer head) {
        return (head.getShort(0) & 0xffff) == 0x1f8b;
    }

    private static String next(ByteBuffer head) {
        if (head.position() >= Integer.BYTES && head.getInt(0) == MAGIC) {
            return head.hasRemaining()
                    ? "copy the recording again, whole"
                    : "report with a newer Java, if the recording is of a newer one";
        }
        return head.position() >= Integer.BYTES && gzip(head)
                ? "unpack it with gunzip"
                : "name a recording (.jfr) or the folder of an incident";
    }

    /** How many bytes can be read. */
    long bytes() {
        return chunks.stream().mapToLong(Chunk::length).sum();
    }
}
