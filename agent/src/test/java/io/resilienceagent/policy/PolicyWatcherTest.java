package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatcherTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path directory;

    private Path file;
    private PolicyWatcher watcher;

    @BeforeEach
    void readOnce() throws IOException {
        file = write("policy.yaml", "version: 1\nbot: one\n");
        Files.setLastModifiedTime(file, LONG_AGO);
        watcher = new PolicyWatcher(PolicyReader.read(file, PackSource.none()));
        assertFalse(watcher.changed());
    }

    @Test
    void aNewContentIsAChangeOnce() throws IOException {
        write("policy.yaml", "version: 1\nbot: other\n");
        assertTrue(watcher.changed());
        assertFalse(watcher.changed());
    }

    @Test
    void theSameContentIsNoChange() throws IOException {
        write("policy.yaml", "version: 1\nbot: one\n");
        assertFalse(watcher.changed());
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000_000L));
        assertFalse(watcher.changed());
    }

    @Test
    void aChangeBetweenReadingAndWatchingIsSeen() throws IOException {
        Reading reading = PolicyReader.read(file, PackSource.none());
        write("policy.yaml", "version: 1\nbot: two\n");
        Files.setLastModifiedTime(file, LONG_AGO);
        assertTrue(new PolicyWatcher(reading).changed(), "the time and the size are the same");
    }

    @Test
    void twoWritesInOneTickOfTheFilesClockAreBothSeen() throws IOException {
        write("policy.yaml", "version: 1\nbot: two\n");
        FileTime time = Files.getLastModifiedTime(file);
        assertTrue(watcher.changed());
        write("policy.yaml", "version: 1\nbot: six\n");
        Files.setLastModifiedTime(file, time);
        assertTrue(watcher.changed());
    }

    @Test
    void aFileRenamedOverIsAChangeThoughSizeAndTimeAreTheSame() throws IOException {
        Path other = write("other.yaml", "version: 1\nbot: two\n");
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertTrue(watcher.changed());
    }

    @Test
    void anotherTargetOfALinkIsAChange() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), file);
        PolicyWatcher linked = new PolicyWatcher(PolicyReader.read(link, PackSource.none()));
        assertFalse(linked.changed());
        Path other = write("other.yaml", "version: 1\nbot: two\n");
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        assertTrue(linked.changed());
    }

    @Test
    void aFileThatIsGoneOrEmptyIsNoChangeUntilItIsBack() throws IOException {
        Files.delete(file);
        assertFalse(watcher.changed());
        write("policy.yaml", "");
        assertFalse(watcher.changed());
        write("policy.yaml", "version: 1\nbot: one\n");
        assertFalse(watcher.changed(), "it is what it was");
        Files.delete(file);
        Files.createDirectory(file);
        assertFalse(watcher.changed());
        Files.delete(file);
        write("policy.yaml", "version: 1\nbot: two\n");
        assertTrue(watcher.changed());
    }

    @Test
    void includesAreWatchedToo() throws IOException {
        Path including = write("including.yaml", "version: 1\nbot: b\ninclude: [policy.yaml, missing.yaml]\n");
        Reading reading = PolicyReader.read(including, PackSource.none());
        assertEquals(Optional.empty(), reading.policy());
        PolicyWatcher all = new PolicyWatcher(reading);
        assertFalse(all.changed());
        write("missing.yaml", "grace: 1s\n");
        assertTrue(all.changed(), "a file that was looked for has come");
        write("policy.yaml", "grace: 2s\n");
        assertTrue(all.changed());
        assertFalse(all.changed());
    }

    private Path write(String name, String text) {
        return Samples.write(directory, name, text);
    }
}
