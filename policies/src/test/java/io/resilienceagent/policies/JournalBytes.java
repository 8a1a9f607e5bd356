package io.resilienceagent.policies;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** An order journal as bytes: where its records stand, to cut it or to make it a later version's. */
final class JournalBytes {
    private static final int VERSION_AT = 8;
    private static final int HEADER = 16;
    private static final int FRAME = 8;
    private static final byte INTENT = 1;

    private final byte[] bytes;
    private final List<Span> records = new ArrayList<>();

    /**
     * Where a record stands.
     *
     * @param intent whether it is the intent of an order, not its outcome
     */
    record Span(int from, int to, boolean intent) {}

    /** Reads the journal in a state directory. */
    JournalBytes(Path state) throws IOException {
        bytes = Files.readAllBytes(file(state));
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = HEADER; at < bytes.length; ) {
            int to = at + FRAME + Short.toUnsignedInt(buffer.getShort(at + 2));
            records.add(new Span(at, to, bytes[at + FRAME] == INTENT));
            at = to;
        }
    }

    /** The journal of a state directory. */
    static Path file(Path state) {
        return state.resolve("orders").resolve("orders.journal");
    }

    /** The positions of interest in the last records: each one's start, first byte, middle and last byte. */
    List<Integer> cutsInTheLast(int count) {
        List<Integer> cuts = new ArrayList<>();
        for (Span record : records.subList(records.size() - count, records.size())) {
            cuts.addAll(List.of(record.from(), record.from() + 1, (record.from() + record.to()) / 2, record.to() - 1));
        }
        return cuts;
    }

    /** How many orders are whole in the first so many bytes. */
    long intentsBefore(int position) {
        return records.stream()
                .filter(record -> record.intent() && record.to() <= position)
                .count();
    }

    /** Whether so many bytes end in the middle of a record. */
    boolean tears(int position) {
        return records.stream().anyMatch(record -> record.from() < position && position < record.to());
    }

    /** The first so many bytes. */
    byte[] first(int length) {
        return Arrays.copyOf(bytes, length);
    }

    /** The journal as a later version would head it. */
    byte[] ofVersion(int version) {
        byte[] later = bytes.clone();
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.wrap(later).putInt(VERSION_AT, version).array(), 0, VERSION_AT + Integer.BYTES);
        ByteBuffer.wrap(later).putInt(VERSION_AT + Integer.BYTES, (int) crc.getValue());
        return later;
    }
}
