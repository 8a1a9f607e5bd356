package com.example.marketbot.chores;

import java.math.BigDecimal;

/**
 * Works out the fees of a day. The table is read when it is first needed, and somebody wrote it with a comma: what the
 * JVM throws then is an error, not an exception, and the loop catches none of these.
 */
final class Fees implements Chore {
    private final SessionEnd sessionEnd;
    private final Episode episode;
    private BigDecimal paid = BigDecimal.ZERO;

    /** The venue's fees. */
    private static final class Table {
        static final BigDecimal TAKER = new BigDecimal(configured());

        private Table() {}

        private static String configured() {
            return System.getProperty("market-bot.taker-fee", "0,001");
        }
    }

    Fees(Workplace place) {
        sessionEnd = new SessionEnd(place);
        episode = place.episode();
    }

    @Override
    public void during(long tick) {
        if (episode.due(tick)) {
            episode.begin();
            sessionEnd.schedule();
            paid = paid.add(Table.TAKER);
        }
    }
}
