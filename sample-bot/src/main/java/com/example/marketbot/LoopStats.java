package com.example.marketbot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How well the loop keeps its time. */
public final class LoopStats {
    private static final int MOST_REMEMBERED = 100_000;

    private final long periodNanos;
    private final Deque<Long> durations = new ArrayDeque<>();
    private long ticks;
    private long missed;
    private long maxGap;
    private long lastStart;

    public LoopStats(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** The figures of a whole run; p50 to p99 are of the ticks' durations. */
    public record Figures(double p50Ms, double p95Ms, double p99Ms, double maxGapMs, double deadlineMissPercent) {}

    /** Takes note of one tick. */
    public synchronized void record(long startNanos, long endNanos) {
        if (ticks > 0) {
            maxGap = Math.max(maxGap, startNanos - lastStart);
        }
        ticks++;
        lastStart = startNanos;
        if (endNanos - startNanos > periodNanos) {
            missed++;
        }
        durations.add(endNanos - startNanos);
        if (durations.size() > MOST_REMEMBERED) {
            durations.remove();
        }
    }

    /** How many ticks there were. */
    public synchronized long ticks() {
        return ticks;
    }

    /** The figures so far. */
    public synchronized Figures figures() {
        long[] sorted = durations.stream().mapToLong(Long::longValue).sorted().toArray();
        double missPercent = ticks == 0 ? 0 : 100.0 * missed / ticks;
        return new Figures(
                percentile(sorted, 50),
                percentile(sorted, 95),
                percentile(sorted, 99),
                millis(maxGap),
                Math.round(missPercent * 100) / 100.0);
    }

    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return millis(sorted[Math.max(rank, 1) - 1]);
    }

    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0;
    }
}
