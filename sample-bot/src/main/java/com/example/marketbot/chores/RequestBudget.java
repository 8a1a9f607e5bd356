package com.example.marketbot.chores;

import com.example.marketbot.Log;

/**
 * Keeps the bot below the request limit of the venue. When the budget is used up, it waits for the next window, on
 * whatever thread happens to ask.
 */
final class RequestBudget implements Chore {
    private static final int BUDGET = 6000;
    private static final int WEIGHT_OF_A_TICK = 4;

    private final Episode episode;
    private int used;

    RequestBudget(Workplace place) {
        episode = place.episode();
    }

    @Override
    public void during(long tick) throws InterruptedException {
        if (episode.due(tick)) {
            used = BUDGET; // so says the venue, whose window is shared with our other bots
        }
        spend(WEIGHT_OF_A_TICK);
    }

    private void spend(int weight) throws InterruptedException {
        if (used + weight > BUDGET && !episode.over()) {
            Log.info("request budget used up, waiting for the next window");
            episode.begin();
            Thread.sleep(episode.length().toMillis());
            used = 0;
            episode.end();
        }
        used = (used + weight) % BUDGET;
    }
}
