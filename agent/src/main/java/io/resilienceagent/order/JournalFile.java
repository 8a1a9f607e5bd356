package io.resilienceagent.order;

import java.io.Closeable;
import java.io.IOException;

/** An open file that grows at its end. Not interruptible: a thread with its interrupt flag set may use it. */
interface JournalFile extends Closeable {
    /** Writes all the bytes at the end; after a failure any part of them may be there. */
    void append(byte[] bytes) throws IOException;

    /** Returns when everything appended so far is on the disk. */
    void force() throws IOException;

    /** Cuts the file to this length; the next append goes there. */
    void truncate(long length) throws IOException;
}
