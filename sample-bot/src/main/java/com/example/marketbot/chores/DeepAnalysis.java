package com.example.marketbot.chores;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Looks at the market long and thoroughly: it calculates, waits for more figures, calculates again. All is well. */
final class DeepAnalysis implements Chore {
    private static final long SLICES = 10;

    private final long workNanos;
    private final SplittableRandom random;
    private double score;

    /** @param work how long each tick takes */
    DeepAnalysis(Workplace place, Duration work) {
        workNanos = work.toNanos();
        random = new SplittableRandom(place.seed());
    }

    @Override
    public void during(long tick) throws InterruptedException {
        long end = System.nanoTime() + workNanos;
        long left = workNanos;
        for (boolean calculating = true; left > 0; calculating = !calculating) {
            long slice = Math.min(left, random.nextLong(workNanos / SLICES, 2 * workNanos / SLICES));
            if (calculating) {
                calculate(slice);
            } else {
                TimeUnit.NANOSECONDS.sleep(slice);
            }
            left = end - System.nanoTime();
        }
    }

    private void calculate(long nanos) {
        long end = System.nanoTime() + nanos;
        for (int i = 1; System.nanoTime() - end < 0; i++) {
            score += (Math.sin(i) - score) / i;
        }
    }
}
