package io.resilienceagent.report.story;

/** How a loop kept up. */
public final class Lag {
    private final Series series = new Series();
    private final Percentiles spread = new Percentiles();
    private final Percentiles ticks = new Percentiles();
    private long limit;

    /** How long ago its last progress was, at a moment; and how long it may be. In nanoseconds. */
    void add(long at, long sinceProgress, long allowed) {
        series.add(at, (double) sinceProgress);
        spread.add(sinceProgress);
        limit = allowed;
    }

    /** A tick took so long, in nanoseconds. */
    void tick(long nanos) {
        ticks.add(nanos);
    }

    /** The lag over time, in nanoseconds. */
    public Series series() {
        return series;
    }

    /** The spread of the lag. */
    public Percentiles spread() {
        return spread;
    }

    /** The spread of the ticks' run times; empty where no ticks were recorded. */
    public Percentiles ticks() {
        return ticks;
    }

    /** How long it may go without progress, in nanoseconds; 0 if unknown. */
    public long limit() {
        return limit;
    }
}
