package io.resilienceagent.report.drill;

/**
 * The ticks of a part of a scenario. Immutable.
 *
 * @param name {@code baseline}, {@code fault} or {@code recovery}
 * @param fromUs when it began, in microseconds since the scenario did
 * @param toUs when it ended
 * @param ticks how many ticks began in it
 * @param p50 half of them took no longer, in milliseconds; null of fewer than five
 * @param p95 95 of 100 took no longer; null of fewer than five
 * @param p99 99 of 100 took no longer; null of fewer than five
 * @param max the longest; null where there was none
 * @param deadlineMiss how many of a hundred missed their deadline; null where there was none, or there is no deadline
 */
public record Phase(
        String name,
        long fromUs,
        long toUs,
        int ticks,
        Double p50,
        Double p95,
        Double p99,
        Double max,
        Double deadlineMiss) {
    /** The name of what came before the fault. */
    public static final String BASELINE = "baseline";
    /** The name of the time in which the fault lasted. */
    public static final String FAULT = "fault";
    /** The name of what came after it. */
    public static final String RECOVERY = "recovery";
}
