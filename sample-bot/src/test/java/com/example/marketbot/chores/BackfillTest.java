package com.example.marketbot.chores;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.LoopThread;
import com.example.marketbot.OpenSignals;
import com.example.marketbot.Positions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
    @TempDir
    private Path data;

    @Test
    void whateverComesAfterTheOutageStandsInLineUntilItIsOver() throws Exception {
        Episode episode = new Episode("starve", 1, Duration.ofMillis(200));
        try (LoopThread loop = new LoopThread(0)) {
            Backfill backfill =
                    new Backfill(new Workplace(loop, new Positions(data), new OpenSignals(data), data, 1, episode));
            CompletableFuture<Boolean> overInTheNext = new CompletableFuture<>();
            CompletableFuture<Boolean> tick = new CompletableFuture<>();
            loop.execute(() -> {
                backfill.during(1);
                tick.complete(true);
            });
            assertTrue(tick.get(20, TimeUnit.SECONDS));
            loop.execute(() -> {
                overInTheNext.complete(episode.over());
                backfill.during(2);
            });
            assertTrue(overInTheNext.get(20, TimeUnit.SECONDS));
        }
    }
}
