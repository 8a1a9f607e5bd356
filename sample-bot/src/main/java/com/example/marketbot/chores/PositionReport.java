package com.example.marketbot.chores;

import com.example.marketbot.Log;
import com.example.marketbot.Positions;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.CountDownLatch;

/**
 * Reports the positions to the back office. So that they do not change in the middle of a report, it is uploaded under
 * the lock of the positions; one day the back office is slow to confirm.
 */
final class PositionReport implements Chore {
    private final Workplace place;
    private final Positions positions;
    private final LineServer backOffice;
    private final CountDownLatch uploading = new CountDownLatch(1);
    private BigDecimal highest = BigDecimal.ZERO;

    PositionReport(Workplace place) {
        this.place = place;
        this.positions = place.positions();
        this.backOffice = new LineServer(place, "back-office", report -> null);
    }

    @Override
    public void during(long tick) throws InterruptedException {
        boolean reporting = place.episode().due(tick);
        if (reporting) {
            var unused = place.start("report-writer", () -> positions.locked(this::upload));
            uploading.await();
        }
        highest = highest.max(positions.held("BTC"));
        if (reporting) {
            place.episode().end();
        }
    }

    private boolean upload() {
        place.episode().begin();
        uploading.countDown();
        try (LineClient client =
                new LineClient(backOffice.port(), place.episode().length())) {
            return client.ask("BTC " + positions.held("BTC")) != null;
        } catch (IOException e) {
            Log.info("the back office did not confirm the report: " + e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        backOffice.close();
    }
}
