package com.example.marketbot.chores;

import com.example.marketbot.OpenSignals;
import com.example.marketbot.Positions;
import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;

/**
 * Watches what is at stake: what we hold, and what we have yet to trade. Both books have to stand still for that. The
 * loop locks the positions first; the refresher of the account, written by somebody else, the open signals.
 */
final class NetExposure implements Chore {
    private final Workplace place;
    private final Positions positions;
    private final OpenSignals openSignals;
    private final CountDownLatch bothHoldOne = new CountDownLatch(2);
    private BigDecimal highest = BigDecimal.ZERO;

    NetExposure(Workplace place) {
        this.place = place;
        this.positions = place.positions();
        this.openSignals = place.openSignals();
    }

    @Override
    public void during(long tick) {
        boolean fatal = place.episode().due(tick);
        if (fatal) {
            var unused = place.start("account-refresher", this::refresh);
        }
        highest = highest.max(positions.locked(() -> exposure(fatal)));
    }

    private BigDecimal exposure(boolean fatal) {
        if (fatal) {
            meet();
            place.episode().begin();
        }
        return positions.held("BTC").add(BigDecimal.valueOf(openSignals.size()));
    }

    private void refresh() {
        openSignals.locked(() -> {
            meet();
            return positions.held("BTC").add(BigDecimal.valueOf(openSignals.size()));
        });
    }

    /** In the field the two meet once in a month; here they always do. */
    private void meet() {
        bothHoldOne.countDown();
        try {
            bothHoldOne.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
