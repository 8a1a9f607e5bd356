package io.resilienceagent.cli.drill;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Ticks or calls of a span of time, in their order. Immutable; times in microseconds, results in milliseconds. */
final class Ticks {
    /** Of fewer nobody says what 95 of 100 take. */
    static final int LEAST = 5;

    private static final double MILLI = 1000;

    private final List<Tick> ticks;
    private final long[] sorted;

    /**
     * One of them.
     *
     * @param ended by the agent's clock
     * @param lasted how long it took
     */
    record Tick(long ended, long lasted) {
        long began() {
            return ended - lasted;
        }
    }

    Ticks(List<Tick> ticks) {
        this.ticks = List.copyOf(ticks);
        this.sorted = ticks.stream().mapToLong(Tick::lasted).sorted().toArray();
    }

    /** Those that began in that span. */
    Ticks begunIn(long from, long to) {
        return only(tick -> tick.began() >= from && tick.began() < to);
    }

    /** Those that ended in that span. */
    Ticks endedIn(long from, long to) {
        return only(tick -> tick.ended() > from && tick.ended() <= to);
    }

    /** Those that were under way in that span, or a part of it. */
    Ticks overlapping(long from, long to) {
        return only(tick -> tick.began() < to && tick.ended() > from);
    }

    private Ticks only(Predicate<Tick> wanted) {
        return new Ticks(ticks.stream().filter(wanted).toList());
    }

    List<Tick> list() {
        return ticks;
    }

    int count() {
        return ticks.size();
    }

    /** How long that share of them took at most, by the nearest rank; not a number of fewer than five. */
    double quantile(double share) {
        return sorted.length < LEAST
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / MILLI;
    }

    /** The longest; not a number where there is none. */
    double max() {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1] / MILLI;
    }

    /**
     * How many of a hundred missed a deadline. One that took longer counts for all that would have come in its time.
     *
     * @param deadline in microseconds, above 0
     */
    double missed(long deadline) {
        long missed = Arrays.stream(sorted)
                .filter(lasted -> lasted > deadline)
                .map(lasted -> lasted / deadline)
                .sum();
        long inTime = Arrays.stream(sorted).filter(lasted -> lasted <= deadline).count();
        return missed + inTime == 0 ? Double.NaN : 100.0 * missed / (missed + inTime);
    }
}
