package io.resilienceagent.report.story;

/**
 * The whole process stood still.
 *
 * @param begin when, in nanoseconds since 1970
 * @param nanos how long
 * @param gc whether for garbage
 * @param name what it was, as the JVM calls it
 */
public record Pause(long begin, long nanos, boolean gc, String name) {
    /** When it was over. */
    public long end() {
        return begin + nanos;
    }
}
