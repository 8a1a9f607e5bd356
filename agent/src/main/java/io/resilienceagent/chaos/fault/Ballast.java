package io.resilienceagent.chaos.fault;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap that is held. Softly: the JVM itself promises to take all of it before the host gets an OutOfMemoryError. For one
 * thread.
 */
final class Ballast {
    /** Small enough to be no giant of its own to any collector. */
    static final int CHUNK = 256 * 1024;

    private final List<SoftReference<byte[]>> chunks = new ArrayList<>();

    /** Holds one chunk more. */
    void add() {
        chunks.add(new SoftReference<>(new byte[CHUNK]));
    }

    /** Lets go of this many bytes, or of all. */
    void release(long bytes) {
        for (long left = bytes; left > 0 && !chunks.isEmpty(); left -= CHUNK) {
            chunks.remove(chunks.size() - 1).clear();
        }
    }

    /** Touches each chunk, so that the JVM does not take it for unused; what it took already is forgotten. */
    void touch() {
        chunks.removeIf(chunk -> chunk.get() == null);
    }

    /** How many bytes are held. */
    long held() {
        return (long) chunks.size() * CHUNK;
    }
}
