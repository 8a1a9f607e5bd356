package io.resilienceagent.order;

import java.io.IOException;
import java.nio.file.Path;

/** What the journal asks of a file system, step by step, so that tests can fail or stop at each. Thread-safe. */
interface JournalDisk {
    /** Makes the directory, for its owner only, and takes rights of others away from one that exists. */
    void directory(Path directory) throws IOException;

    /** Whether there is such a file; fails where that cannot be told, since "no file" means "no orders". */
    boolean exists(Path file) throws IOException;

    /** All the bytes of a file. */
    byte[] read(Path file) throws IOException;

    /** Makes an empty file for its owner only; one that exists is emptied. */
    JournalFile create(Path file) throws IOException;

    /** Opens an existing file to go on at its end. */
    JournalFile open(Path file) throws IOException;

    /** Puts a file in the place of another, atomically. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file, if there is one. */
    void delete(Path file) throws IOException;

    /** Returns when the names in the directory are on the disk. */
    void forceDirectory(Path directory) throws IOException;
}
