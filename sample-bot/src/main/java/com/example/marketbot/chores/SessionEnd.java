package com.example.marketbot.chores;

import com.example.marketbot.Log;

/** Closes the bot at the end of the trading session, whether it traded or not. */
final class SessionEnd {
    private final Workplace place;

    SessionEnd(Workplace place) {
        this.place = place;
    }

    /** The session ends when the episode is over. */
    void schedule() {
        var unused = place.start("session-end", this::await);
    }

    private void await() {
        try {
            Thread.sleep(place.episode().length().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Log.info("the trading session is over");
        place.loop().finish();
    }
}
