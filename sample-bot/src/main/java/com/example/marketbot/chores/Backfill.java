package com.example.marketbot.chores;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Recalculates the indicators for every message that the feed sends again after an outage. Each recalculation is short,
 * and they all run on the loop's one thread, where they stand in line before the ticks.
 */
final class Backfill implements Chore {
    private static final Duration RECALCULATION = Duration.ofMillis(3);
    private static final int MESSAGES_AT_ONCE = 2;

    private final Workplace place;
    private final Episode episode;
    private double average;

    Backfill(Workplace place) {
        this.place = place;
        this.episode = place.episode();
    }

    @Override
    public void during(long tick) {
        if (episode.due(tick)) {
            episode.begin();
            long missed = episode.length().toNanos() / RECALCULATION.toNanos() + 1;
            for (long message = 0; message < missed; message++) {
                place.loop().execute(this::recalculate);
            }
            var unused = place.start("feed-replay", this::replay);
        } else if (episode.running() && episode.over()) {
            episode.end(); // the first tick that got its turn again
        }
    }

    /** More messages come than the loop can follow, until the feed has caught up. */
    private void replay() {
        try {
            while (!episode.over()) {
                for (int message = 0; message < MESSAGES_AT_ONCE; message++) {
                    place.loop().execute(this::recalculate);
                }
                TimeUnit.NANOSECONDS.sleep(RECALCULATION.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            Thread.currentThread().interrupt(); // the bot has ended
        }
    }

    private void recalculate() {
        long end = System.nanoTime() + RECALCULATION.toNanos();
        for (int i = 1; System.nanoTime() - end < 0 && !episode.over(); i++) {
            average += (Math.sqrt(i) - average) / i;
        }
    }
}
