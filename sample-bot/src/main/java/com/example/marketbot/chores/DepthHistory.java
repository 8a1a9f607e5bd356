package com.example.marketbot.chores;

import com.example.marketbot.Log;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps every snapshot of the order book, as long as there is memory. A thread of its own does it, so the loop should
 * not notice; but when the heap is almost full, the JVM stops all threads for its collections, one after the other.
 */
final class DepthHistory implements Chore {
    private static final int LEVELS = 4096;
    private static final double ALMOST_FULL = 0.75;

    private final Workplace place;
    private final Episode episode;
    private final Deque<Level> history = new ArrayDeque<>(); // for the recorder alone

    /** One price of an order book, and the next one below it. */
    private record Level(double price, double quantity, Level next) {}

    DepthHistory(Workplace place) {
        this.place = place;
        this.episode = place.episode();
    }

    @Override
    public void during(long tick) {
        if (episode.due(tick)) {
            episode.begin();
            var unused = place.start("depth-recorder", this::record);
        }
    }

    private void record() {
        while (!episode.over()) {
            history.add(snapshot(50_000 + history.size() % 100));
            if (almostFull()) {
                history.remove();
            }
        }
        Log.info("forgetting " + history.size() + " snapshots of the order book");
        history.clear();
        episode.end();
    }

    private static Level snapshot(double best) {
        Level book = null;
        for (int level = LEVELS; level > 0; level--) {
            book = new Level(best - level, 1.0 / level, book);
        }
        return book;
    }

    private static boolean almostFull() {
        Runtime memory = Runtime.getRuntime();
        return memory.totalMemory() - memory.freeMemory() > ALMOST_FULL * memory.maxMemory();
    }
}
