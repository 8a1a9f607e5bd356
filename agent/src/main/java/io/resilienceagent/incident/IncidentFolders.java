package io.resilienceagent.incident;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The folders of incidents on the disk, for their owner only. A file appears whole or not at all. What does not have a
 * name of ours is never touched, no link is followed. Thread-safe.
 */
final class IncidentFolders {
    private static final Pattern ID = Pattern.compile("[a-z]{1,20}-[0-9a-f]{8}");
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.[a-z]{1,8}");
    private static final String UNFINISHED = ".part";
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;
    private final AtomicLong sequence = new AtomicLong();

    IncidentFolders(Path root) {
        this.root = root;
    }

    /** A folder, by what matters for its removal. */
    private record Folder(Path path, FileTime changed, long bytes) {}

    static void check(String incidentId, String file) {
        if (!ID.matcher(incidentId).matches() || !FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("'" + incidentId + "' and '" + file
                    + "': expected the name of an incident, as stall-1f03a9c2, and of a file, as task-dump.json");
        }
    }

    /**
     * Writes a file under another name and then gives it its own.
     *
     * @return where it stands
     */
    Path write(String incidentId, String file, IncidentStore.Content content) throws IOException {
        check(incidentId, file);
        Path folder = root.resolve(incidentId);
        OwnerOnly.directory(root);
        OwnerOnly.directory(folder);
        Path part = folder.resolve("." + file + "." + sequence.incrementAndGet() + UNFINISHED);
        try {
            // Made by us, so that nobody else can read it from its first byte, whoever fills it.
            OwnerOnly.file(part, NEW).close();
            content.writeTo(part);
            Path target = folder.resolve(file);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes what a killed process left half written. */
    void removeUnfinished() throws IOException {
        for (Folder folder : oldestFirst()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path(), ".*" + UNFINISHED)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Removes the oldest until the rest is within both bounds; those in use stay, and so does the newest. */
    void prune(int keep, long maxBytes, Set<String> inUse) throws IOException {
        List<Folder> folders = oldestFirst();
        long bytes = folders.stream().mapToLong(Folder::bytes).sum();
        int count = folders.size();
        for (Folder folder : folders.subList(0, Math.max(0, count - 1))) {
            if (count <= keep && bytes <= maxBytes) {
                return;
            }
            if (!inUse.contains(folder.path().getFileName().toString())) {
                remove(folder.path());
                count--;
                bytes -= folder.bytes();
            }
        }
    }

    private List<Folder> oldestFirst() throws IOException {
        List<Folder> folders = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(root)) {
            for (Path path : inside) {
                if (ID.matcher(path.getFileName().toString()).matches()
                        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(new Folder(path, Files.getLastModifiedTime(path), bytes(path)));
                }
            }
        } catch (NoSuchFileException noneYet) {
            return folders;
        }
        folders.sort(Comparator.comparing(Folder::changed).thenComparing(Folder::path));
        return folders;
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                try {
                    bytes += Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size();
                } catch (NoSuchFileException goneMeanwhile) {
                    // Written under its own name by now, or given up.
                }
            }
        }
        return bytes;
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException unread) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
