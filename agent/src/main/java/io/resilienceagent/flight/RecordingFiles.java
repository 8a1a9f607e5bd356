package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of recordings that people ask for, below one directory, for their owner only. None is ever written over; the
 * oldest go when there are too many. What has no name of ours is never touched. For one thread at a time.
 */
final class RecordingFiles {
    /** How many are kept. */
    static final int MOST_FILES = 20;
    /** How many bytes they may take together. */
    static final long MOST_BYTES = 1L << 30;

    private static final int MOST_IN_A_SECOND = 99;
    private static final Pattern OURS = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}-\\d{8}T\\d{6}Z(-\\d{1,2})?\\.jfr");
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path directory;
    private final Events events;

    /** @param events is told which ones were removed */
    RecordingFiles(Path directory, Events events) {
        this.directory = directory;
        this.events = events;
    }

    private record Kept(Path file, FileTime changed, long bytes) {}

    /** Makes an empty file that nobody has had before, {@code NAME-20261123T101500Z.jfr}. */
    Path reserve(String name, Instant now) throws IOException {
        OwnerOnly.directory(directory);
        String time =
                now.truncatedTo(ChronoUnit.SECONDS).toString().replace("-", "").replace(":", "");
        String stem = name + '-' + time;
        for (int copy = 1; ; copy++) {
            Path file = directory.resolve(stem + (copy == 1 ? "" : "-" + copy) + ".jfr");
            try {
                OwnerOnly.file(file, NEW).close();
                return file;
            } catch (FileAlreadyExistsException taken) {
                if (copy == MOST_IN_A_SECOND) {
                    throw taken;
                }
            }
        }
    }

    /** Takes back a file in which nothing was written. */
    void release(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            events.failure("RECORDING_ERROR", "remove", left);
        }
    }

    /**
     * Removes the oldest until the rest is within both bounds, and what killed processes left empty.
     *
     * @param inUse files that stay
     */
    void prune(Set<Path> inUse) {
        try {
            List<Kept> files = oldestFirst();
            long bytes = files.stream().mapToLong(Kept::bytes).sum();
            long count = files.stream().filter(kept -> kept.bytes > 0).count();
            for (Kept kept : files) {
                boolean within = count <= MOST_FILES && bytes <= MOST_BYTES;
                if ((within && kept.bytes > 0) || inUse.contains(kept.file)) {
                    continue;
                }
                Files.deleteIfExists(kept.file);
                if (kept.bytes > 0) {
                    count--;
                    bytes -= kept.bytes;
                    events.notice("RECORDING_REMOVED", "file=" + kept.file + " reason=\"newer ones need the room\"");
                }
            }
        } catch (IOException unreadable) {
            events.failure("RECORDING_ERROR", "prune", unreadable);
        }
    }

    private List<Kept> oldestFirst() throws IOException {
        List<Kept> files = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory, "*.jfr")) {
            for (Path file : inside) {
                if (OURS.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(new Kept(file, Files.getLastModifiedTime(file), Files.size(file)));
                }
            }
        } catch (NoSuchFileException noneYet) {
            return files;
        }
        files.sort(Comparator.comparing(Kept::changed).thenComparing(Kept::file));
        return files;
    }
}
