package io.resilienceagent.chaos;

import io.resilienceagent.guard.Ticker;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How the bot fares, as far as an experiment may look at it: its state, and how the calls of some places went. Thread-safe.
 */
final class LiveFigures {
    /** Of fewer calls nobody says what 95 of 100 take. */
    static final int LEAST = 5;

    private static final double MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Watched> places;
    private final Supplier<String> state;
    private final Ticker ticker;

    /**
     * A place that is looked at.
     *
     * @param everyNanos how often it is to tick; 0 where it is no loop, or nobody knows
     */
    record Watched(Aim aim, long everyNanos) {}

    LiveFigures(List<Watched> places, Supplier<String> state, Ticker ticker) {
        this.places = List.copyOf(places);
        this.state = state;
        this.ticker = ticker;
    }

    String state() {
        return state.get();
    }

    /** In milliseconds; not a number before enough calls were seen since that moment. Who is still in a call counts too. */
    double p95(long since) {
        double worst = Double.NaN;
        for (Watched place : places) {
            long[] lasted = withUnderWay(place.aim().latency(), since);
            if (lasted.length >= LEAST) {
                double found = lasted[(int) Math.ceil(lasted.length * 0.95) - 1] / MILLI;
                worst = Double.isNaN(worst) ? found : Math.max(worst, found);
            }
        }
        return worst;
    }

    private long[] withUnderWay(LatencySample latency, long since) {
        long[] ended = latency.since(since);
        long age = latency.underWay(ticker.nanos());
        if (age < 0) {
            return ended;
        }
        long[] all = Arrays.copyOf(ended, ended.length + 1);
        all[ended.length] = age;
        Arrays.sort(all);
        return all;
    }

    /** In percent; a tick that lasts counts for all that would have come in its time. Not a number without a tick. */
    double deadlineMiss(long since) {
        double worst = Double.NaN;
        for (Watched place : places) {
            if (place.everyNanos() > 0) {
                double found = missed(place, since);
                worst = Double.isNaN(worst) ? found : Math.max(worst, found);
            }
        }
        return worst;
    }

    private double missed(Watched place, long since) {
        long[] lasted = place.aim().latency().since(since);
        long over = Arrays.stream(lasted)
                .filter(nanos -> nanos > place.everyNanos())
                .count();
        long age = place.aim().latency().underWay(ticker.nanos());
        long displaced = age < 0 ? 0 : age / place.everyNanos();
        long all = lasted.length + displaced;
        return all == 0 ? Double.NaN : 100.0 * (over + displaced) / all;
    }

    /** Calls that failed, ever. */
    long errors() {
        return places.stream().mapToLong(place -> place.aim().errors().sum()).sum();
    }
}
