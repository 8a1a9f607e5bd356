package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The record on disk of what was about to be sent, and of what became of it. Append-only; rewritten when most of it
 * is dead. Thread-safe; threads with their interrupt flag set may use it and keep their flag. One process at a time:
 * the lock of the state directory is taken elsewhere.
 *
 * <p>How it works. A record is written with one {@code write} as soon as it is known, under a short lock, so that the
 * end of the process loses nothing. Only an intent that must outlive a power cut waits for the disk, and those share
 * their waiting: the first becomes the leader and forces the file outside the lock; whoever writes meanwhile waits,
 * and one of those leads next, for all of them. So N threads pay one force between them, without a thread of ours.
 *
 * <p>After a failed write the file is cut back to its last whole record. After a failed force nobody knows what the
 * disk has (a second force would claim success), so the file is suspect: the leader is refused, and whoever comes next
 * first rewrites what is alive into a new file. A rewrite goes temporary file, force, rename, force of the
 * directory; at each instant one whole journal stands under the name, and both hold every live order.
 */
final class OrderJournal implements Closeable {
    static final String FILE = "orders.journal";
    /** Below this size a rewrite gains nothing. */
    static final long REWRITE_AT = 4L << 20;

    private final Path directory;
    private final Path path;
    private final JournalDisk disk;
    private final Events events;
    private final long rewriteAt;
    private final Object lock = new Object();
    private JournalScan found;
    private Supplier<List<JournalRecord>> live = List::of;
    /** Null until it could be opened for the first time. */
    private JournalFile file;
    /** Whether there was no file at opening: one that turns up later holds orders that nobody has read. */
    private boolean foundNone;
    /** Whether the file must be rewritten before it is relied on again. */
    private boolean suspect;

    private boolean closed;
    private boolean forcing;
    private long length;
    private long nextRewrite;
    /** The number of the last record that is written. */
    private long written;
    /** The number of the last record that is on the disk. */
    private long durable;

    private OrderJournal(Path directory, JournalDisk disk, Events events, long rewriteAt) {
        this.directory = directory;
        this.path = directory.resolve(FILE);
        this.disk = disk;
        this.events = events;
        this.rewriteAt = rewriteAt;
        this.nextRewrite = rewriteAt;
    }

    /**
     * Opens or makes the journal. What is damaged is put aside as {@code damaged-N.bin} and told. A directory that
     * cannot be written is told too and tried again at each append; orders are refused until then.
     *
     * @throws OrderJournalException when a file exists whose orders cannot be known: a later version's, or unreadable
     */
    static OrderJournal open(Path directory, JournalDisk disk, Events events, long rewriteAt)
            throws OrderJournalException {
        OrderJournal journal = new OrderJournal(directory, disk, events, rewriteAt);
        journal.load();
        return journal;
    }

    private void load() throws OrderJournalException {
        try {
            disk.directory(directory);
        } catch (IOException e) {
            events.failure("JOURNAL_ERROR", directory.toString(), e);
        }
        JournalRecovery.Found there = new JournalRecovery(directory, path, disk, events).find();
        found = there.scan();
        foundNone = there.fileLength() < 0;
        suspect = !found.sound();
        if (!suspect) {
            openAt(found.end(there.fileLength()), there.fileLength());
        }
    }

    private void openAt(int end, int fileLength) {
        try {
            file = disk.open(path);
            if (end < fileLength) {
                file.truncate(end);
                file.force();
            }
            length = end;
        } catch (IOException e) {
            suspect = true;
            events.failure("JOURNAL_ERROR", path.toString(), e);
        }
    }

    /** What was found at opening; once, for whoever rebuilds the orders from it. */
    JournalScan takeFound() {
        JournalScan taken = found;
        found = null;
        return taken;
    }

    /**
     * Begins to append.
     *
     * @param live gives the records of all orders that matter, whenever the journal is rewritten; it is asked under
     *     the journal's lock, so it may take none
     */
    void start(Supplier<List<JournalRecord>> live) {
        synchronized (lock) {
            this.live = live;
            try {
                ready();
            } catch (IOException e) {
                events.failure("JOURNAL_ERROR", path.toString(), e);
            }
        }
    }

    /**
     * Appends a record. When this returns, the record outlives the process, and with {@code force} a power cut.
     *
     * @throws IOException when it does not; nothing of the record is in the way of later ones
     */
    void append(JournalRecord record, boolean force) throws IOException {
        byte[] bytes = JournalFormat.encode(record);
        long mine;
        synchronized (lock) {
            ready();
            write(bytes);
            mine = ++written;
            if (!force) {
                rewriteIfDue();
            }
        }
        if (force) {
            awaitDisk(mine);
        }
    }

    private void write(byte[] bytes) throws IOException {
        boolean whole = false;
        try {
            file.append(bytes);
            length += bytes.length;
            whole = true;
        } finally {
            if (!whole) {
                cutBack();
            }
        }
    }

    private void cutBack() {
        try {
            file.truncate(length);
        } catch (IOException e) {
            suspect = true;
        }
    }

    private void awaitDisk(long mine) throws IOException {
        JournalFile led;
        long upTo;
        synchronized (lock) {
            while (forcing && durable < mine) {
                awaitLeader();
            }
            if (durable >= mine) {
                return;
            }
            if (closed) {
                throw new OrderJournalException(path, "was closed before the order was on the disk");
            }
            if (suspect) {
                rewrite();
                return;
            }
            forcing = true;
            led = file;
            upTo = written;
        }
        boolean forced = false;
        try {
            led.force();
            forced = true;
        } finally {
            synchronized (lock) {
                forcing = false;
                if (forced) {
                    durable = Math.max(durable, upTo);
                } else {
                    suspect = true;
                }
                lock.notifyAll();
                rewriteIfDue();
            }
        }
    }

    /** Waits, under the lock, for the leader to end; an interrupt is kept for the host. */
    private void awaitLeader() {
        boolean interrupted = false;
        try {
            while (forcing) {
                try {
                    lock.wait();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes sure, under the lock, that there is a sound file to append to. */
    private void ready() throws IOException {
        while (suspect && forcing) {
            awaitLeader();
        }
        if (closed) {
            throw new OrderJournalException(path, "is closed");
        }
        if (suspect) {
            rewrite();
        }
    }

    /** Rewrites now, rather than before the next append: something that was to be written is missing. */
    void distrust() {
        synchronized (lock) {
            suspect = true;
        }
    }

    private void rewriteIfDue() {
        if (length < nextRewrite || forcing || suspect || closed) {
            return;
        }
        try {
            rewrite();
        } catch (IOException e) {
            nextRewrite = length + Math.max(1, rewriteAt / 4);
            events.failure("JOURNAL_ERROR", "rewriting " + path, e);
        }
    }

    /** Puts the live records into a new file and that in the place of the old one. Under the lock, nobody forcing. */
    private void rewrite() throws IOException {
        if (foundNone && disk.exists(path)) {
            throw new OrderJournalException(path, "was not there at the start and is now; start again to read it");
        }
        Path fresh = directory.resolve(FILE + ".new");
        JournalFile next = null;
        long size;
        try {
            disk.directory(directory);
            next = disk.create(fresh);
            size = fill(next);
            next.force();
            disk.rename(fresh, path);
        } catch (IOException | RuntimeException | Error e) {
            discard(next, fresh);
            throw e;
        }
        discard(file, null);
        file = next;
        foundNone = false;
        length = size;
        nextRewrite = Math.max(rewriteAt, 2 * size);
        // Until the directory is forced a power cut could bring the old file back, which lacks what comes next.
        suspect = true;
        disk.forceDirectory(directory);
        suspect = false;
        durable = written;
    }

    private long fill(JournalFile next) throws IOException {
        JournalBatch batch = new JournalBatch(next);
        batch.add(JournalFormat.header(JournalFormat.VERSION));
        for (JournalRecord record : live.get()) {
            batch.add(JournalFormat.encode(record));
        }
        return batch.end();
    }

    private void discard(JournalFile unused, Path name) {
        try {
            if (unused != null) {
                unused.close();
            }
            if (name != null) {
                disk.delete(name);
            }
        } catch (IOException e) {
            events.failure("JOURNAL_ERROR", "discarding a file", e);
        }
    }

    /** Whether the last attempt to write failed and nothing has shown since that it would work. */
    boolean available() {
        synchronized (lock) {
            return !suspect && !closed;
        }
    }

    /** Forces and closes the file; later appends fail. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            while (forcing) {
                awaitLeader();
            }
            if (closed) {
                return;
            }
            closed = true;
            lock.notifyAll();
            try {
                settle();
            } finally {
                if (file != null) {
                    file.close();
                }
            }
        }
    }

    /** The last chance to write what could not be written before; that it fails again is told, and safe. */
    private void settle() throws IOException {
        if (!suspect) {
            file.force();
            return;
        }
        try {
            rewrite();
        } catch (IOException e) {
            events.failure("JOURNAL_ERROR", "closing " + path, e);
        }
    }
}
