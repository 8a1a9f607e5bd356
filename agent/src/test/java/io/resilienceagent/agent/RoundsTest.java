package io.resilienceagent.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.RecordedEvents;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final RecordedEvents events = new RecordedEvents();
    private final AtomicInteger often = new AtomicInteger();
    private final AtomicInteger fixed = new AtomicInteger();

    private static void until(AtomicInteger count, int least) {
        Awaitility.await().until(() -> count.get() >= least);
    }

    @Test
    void aHurryEndsAPauseThatChangesAndNoOther() {
        try (Rounds rounds = new Rounds("test", events)) {
            rounds.every(() -> HOUR, often::incrementAndGet).every(HOUR, fixed::incrementAndGet);
            rounds.start();
            rounds.hurry();
            until(often, 1);
            rounds.hurry();
            until(often, 2);
        }
        assertEquals(0, fixed.get());
    }

    @Test
    void aPauseIsAskedForAfterEachRun() {
        AtomicLong pause = new AtomicLong(HOUR);
        try (Rounds rounds = new Rounds("test", events)) {
            rounds.every(pause::get, often::incrementAndGet);
            rounds.start();
            pause.set(1);
            rounds.hurry();
            until(often, 5);
        }
    }

    /** Also what is asked for while a round is under way is not slept over. */
    @Test
    void aHurryWithinARoundIsHeeded() {
        try (Rounds rounds = new Rounds("test", events)) {
            rounds.every(() -> HOUR, () -> {
                if (often.incrementAndGet() < 1_000) {
                    rounds.hurry();
                }
            });
            rounds.start();
            rounds.hurry();
            until(often, 1_000);
        }
    }

    @Test
    void aTaskThatFailsEndsNoOther() {
        try (Rounds rounds = new Rounds("test", events)) {
            rounds.every(1, () -> {
                throw new IllegalStateException("on purpose");
            });
            rounds.every(1, fixed::incrementAndGet);
            rounds.start();
            until(fixed, 3);
        }
        assertTrue(events.failures.size() >= 2, events.failures::toString);
    }
}
