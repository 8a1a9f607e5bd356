package io.resilienceagent.order;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal file holds, and where it is damaged.
 *
 * @param headed whether the file begins with an intact header
 * @param records every intact record, also those behind damage, in the order of the file
 * @param damages the parts that are no records
 */
record JournalScan(boolean headed, List<JournalRecord> records, List<Damage> damages) {
    /**
     * A part of the file that cannot be read.
     *
     * @param tail whether nothing intact follows: a write that the end of the process or of the power cut short,
     *     whose order was therefore never sent. Damage that is no tail may hide an order that was.
     */
    record Damage(int from, int to, boolean tail) {
        /** Whether a record may be lost here that somebody was told is safe. */
        boolean mayHideOrders() {
            return !tail && !(from == 0 && to == JournalFormat.HEADER_BYTES);
        }
    }

    /** Whether the file is one to go on with, once its tail is cut. */
    boolean sound() {
        return headed && damages.stream().allMatch(Damage::tail);
    }

    /** Where appending goes on: the end of the last record, before a damaged tail. */
    int end(int fileLength) {
        if (damages.isEmpty()) {
            return fileLength;
        }
        Damage last = damages.get(damages.size() - 1);
        return last.tail() ? last.from() : fileLength;
    }

    /**
     * Reads a journal file.
     *
     * @throws OrderJournalException when a later version wrote it
     */
    static JournalScan of(Path file, byte[] bytes) throws OrderJournalException {
        int version = JournalFormat.version(bytes);
        if (version > JournalFormat.VERSION) {
            throw new OrderJournalException(
                    file,
                    "the order journal has format version " + version + ", this agent reads versions up to "
                            + JournalFormat.VERSION + ". Start the agent that wrote it, or, when no order of that"
                            + " run can still matter, move the file away");
        }
        JournalScan scan = new JournalScan(version > 0, new ArrayList<>(), new ArrayList<>());
        scan.read(bytes);
        return scan;
    }

    private void read(byte[] bytes) {
        int at = headed ? JournalFormat.HEADER_BYTES : 0;
        while (at < bytes.length) {
            int length = take(bytes, at);
            if (length > 0) {
                at += length;
                continue;
            }
            int next = at + 1;
            while (next < bytes.length && !readable(bytes, next)) {
                next++;
            }
            boolean tail = next >= bytes.length && (headed || bytes.length < JournalFormat.HEADER_BYTES);
            damages.add(new Damage(at, next, tail));
            at = next;
        }
    }

    private static boolean readable(byte[] bytes, int at) {
        return JournalFormat.intactLength(bytes, at) > 0;
    }

    /** Takes the record at this offset; 0 when there is none to take. */
    private int take(byte[] bytes, int at) {
        int length = JournalFormat.intactLength(bytes, at);
        if (length < 0) {
            return 0;
        }
        try {
            records.add(JournalFormat.decode(bytes, at, length));
            return length;
        } catch (IOException | RuntimeException unreadable) {
            // The checksum holds, yet it is no record of ours: damage like any other.
            return 0;
        }
    }
}
