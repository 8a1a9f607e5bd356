package io.resilienceagent.report.read;

import java.nio.file.Path;

/**
 * A piece of a recording, which can be read without the others.
 *
 * @param file the recording
 * @param number its place in the file, from 1 on
 * @param offset where it begins, in bytes
 * @param length how many bytes of it there are
 * @param declared how many it says that it has
 * @param begin when it begins, in nanoseconds since 1970
 * @param ticks the same moment on the JVM's own clock
 * @param ticksPerSecond of that clock
 * @param pool where its last constants are, from its begin
 * @param metadata where its kinds of event are described
 * @param finished whether its writer was done with it
 */
record Chunk(
        Path file,
        int number,
        long offset,
        long length,
        long declared,
        long begin,
        long ticks,
        long ticksPerSecond,
        long pool,
        long metadata,
        boolean finished) {
    /** The bytes of a chunk's head. */
    static final int HEAD = 68;

    private static final double SECOND = 1e9;

    /** Whether nothing of it is lacking. */
    boolean whole() {
        return finished && length == declared && pool >= HEAD && pool < length && metadata >= HEAD && metadata < length;
    }

    /** When the clock of its JVM began, in nanoseconds since 1970: about when the JVM started, and so which JVM it was. */
    long epoch() {
        return ticksPerSecond <= 0 ? begin : begin - (long) (ticks * SECOND / ticksPerSecond);
    }

    /** Whether the other one is the same piece, in another file. */
    boolean same(Chunk other) {
        return begin == other.begin && ticks == other.ticks && ticksPerSecond == other.ticksPerSecond;
    }
}
