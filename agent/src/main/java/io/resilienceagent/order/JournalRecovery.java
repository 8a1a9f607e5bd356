package io.resilienceagent.order;

import io.resilienceagent.guard.Events;
import io.resilienceagent.order.JournalScan.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads what an earlier process left in the journal's directory, and keeps aside what is damaged. */
final class JournalRecovery {
    private final Path directory;
    private final Path journal;
    private final JournalDisk disk;
    private final Events events;

    JournalRecovery(Path directory, Path journal, JournalDisk disk, Events events) {
        this.directory = directory;
        this.journal = journal;
        this.disk = disk;
        this.events = events;
    }

    /**
     * What was found.
     *
     * @param scan the records; not sound where there is no file to go on with
     * @param fileLength the length of the file, damage included; negative where there is none
     */
    record Found(JournalScan scan, int fileLength) {}

    /** @throws OrderJournalException when a file is there whose orders cannot be known */
    Found find() throws OrderJournalException {
        byte[] bytes;
        try {
            if (!disk.exists(journal)) {
                return new Found(new JournalScan(false, List.of(), List.of()), -1);
            }
            bytes = disk.read(journal);
        } catch (IOException e) {
            throw new OrderJournalException(
                    journal, "cannot be read (" + e.getMessage() + "); give the bot's user the right to read it", e);
        }
        JournalScan scan = JournalScan.of(journal, bytes);
        scan.damages().forEach(damage -> keepAside(damage, bytes));
        if (bytes.length == 0) {
            tell(new Damage(0, 0, true), "nowhere");
        }
        return new Found(scan, bytes.length);
    }

    /** A copy for whoever looks into it; that it cannot be made stops nothing. */
    private void keepAside(Damage damage, byte[] bytes) {
        String kept = "nowhere";
        try {
            Path aside = unusedName();
            try (JournalFile copy = disk.create(aside)) {
                copy.append(Arrays.copyOfRange(bytes, damage.from(), damage.to()));
                copy.force();
            }
            kept = aside.toString();
        } catch (IOException e) {
            events.failure("JOURNAL_ERROR", "keeping a damaged part aside", e);
        }
        tell(damage, kept);
    }

    private void tell(Damage damage, String kept) {
        events.notice(
                "ORDER_JOURNAL_DAMAGED",
                "file=" + journal + " from=" + damage.from() + " bytes=" + (damage.to() - damage.from()) + " tail="
                        + damage.tail() + " kept=" + kept);
    }

    private Path unusedName() throws IOException {
        int number = 1;
        while (disk.exists(directory.resolve("damaged-" + number + ".bin"))) {
            number++;
        }
        return directory.resolve("damaged-" + number + ".bin");
    }
}
