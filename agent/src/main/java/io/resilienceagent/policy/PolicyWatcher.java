package io.resilienceagent.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells whether the files of a reading have changed since it read them. It has no thread: whoever wants to know asks, as
 * often as every 80 ms, and a question is one stat per file. Not thread-safe.
 *
 * <p>A change is another content, however it came there: written in place, renamed over, by another target of a symbolic
 * link, or with the same size and time. A file that is gone or empty is about to be written, and is no change until it
 * is back.
 */
public final class PolicyWatcher {
    private final List<Watched> files = new ArrayList<>();

    /** Watches the files of a reading, from what it read: nothing that changed meanwhile is missed. */
    public PolicyWatcher(Reading reading) {
        reading.contents().forEach((path, content) -> files.add(new Watched(path, content)));
    }

    /** Whether a file has changed since the reading, or since this was last answered with true. */
    public boolean changed() {
        boolean changed = false;
        for (Watched file : files) {
            changed |= file.changed();
        }
        return changed;
    }

    private static final class Watched {
        /** Clocks of file systems are coarse: until a change is this old, another may have the same time. */
        private static final long SETTLED_MILLIS = 2_000;

        private final Path path;
        private Optional<Fingerprint> content;
        private BasicFileAttributes seen;

        Watched(Path path, Optional<Fingerprint> content) {
            this.path = path;
            this.content = content;
        }

        boolean changed() {
            try {
                long now = System.currentTimeMillis(); // as the time of a file is
                BasicFileAttributes current = Files.readAttributes(path, BasicFileAttributes.class);
                if (!current.isRegularFile() || current.size() == 0 || sameAsSeen(current)) {
                    return false;
                }
                byte[] bytes = FileText.bytes(path);
                if (bytes.length == 0) {
                    return false; // emptied between the two looks
                }
                Optional<Fingerprint> read = Optional.of(Fingerprint.of(bytes));
                boolean settled = now - current.lastModifiedTime().toMillis() > SETTLED_MILLIS;
                seen = settled ? current : null;
                if (read.equals(content)) {
                    return false;
                }
                content = read;
                return true;
            } catch (IOException e) {
                return false; // gone for now; when it is back its content decides
            }
        }

        private boolean sameAsSeen(BasicFileAttributes current) {
            return seen != null
                    && seen.size() == current.size()
                    && seen.lastModifiedTime().equals(current.lastModifiedTime())
                    && Objects.equals(seen.fileKey(), current.fileKey());
        }
    }
}
