package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How often the checker looks, at how many, and that nothing ends it. */
class CheckerPaceTest extends DetectorFixture {
    @Test
    void theCheckerComesBackWhenTheLimitPasses() {
        kit.loop("stall_after: 500ms").run(20);
        kit.now += 3 * MILLI;
        begun();
        kit.run(498);
        kit.now += 2 * MILLI;
        assertEquals(List.of(), kit.stalled);
        kit.look();
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void theSuspectIsLookedAtBeforeTheLimit() {
        kit.loop("stall_after: 800ms").run(0);
        begun();
        kit.run(1000);
        assertEquals(List.of(400L, 600L, 750L, 800L), kit.looks);
        assertEquals(1, kit.suspects.size());
        assertEquals(ToldTicks.METHOD, kit.suspects.get(0).method());
        assertTrue(kit.suspects.get(0).inTick());
    }

    /** A hundred looks a second are a hundred wakes: they cost more than all else that an idle agent does. */
    @Test
    void aLoopThatNotesItsTimesIsLookedAtAFewTimesInItsLimit() {
        kit.loop("stall_after: 5s").run(0);
        for (int i = 0; i < 20; i++) {
            ToldTicks.tick(kit.ticks());
            kit.run(50);
        }
        assertEquals(500 * MILLI, kit.look());
        begun();
        kit.run(2500);
        assertTrue(kit.look() < 10 * MILLI, "near its limit it is looked at closely");
        kit.run(2499);
        assertEquals(List.of(), kit.stalled);
        kit.run(1);
        assertEquals(0, kit.stalled.get(0).detectedAfterNanos());
    }

    /** A tick of a microsecond has no time to read a clock: its loop is looked at closely instead. */
    @Test
    void aLoopThatTicksOftenReadsNoClock() {
        kit.loop("stall_after: 5s").run(0);
        for (int i = 0; i < 20; i++) {
            tickOften();
        }
        assertTrue(kit.look() < 10 * MILLI);
        TickSlot tick = begun();
        assertFalse(tick.isTimed(tick.beats()));
        kit.run(5000);
        assertEquals(1, kit.stalled.size());
        assertTrue(kit.stalled.get(0).detectedAfterNanos() <= 10 * MILLI);
        ToldTicks.end(tick);
        kit.run(2000);
        ToldTicks.tick(kit.ticks());
        kit.run(50);
        assertEquals(500 * MILLI, kit.look(), "it ticks seldom again");
    }

    private void tickOften() {
        for (int i = 0; i < 1000; i++) {
            ToldTicks.tick(kit.ticks());
        }
        kit.run(10);
    }

    @Test
    void aThousandLoopsAreWatchedAtOnce() {
        StringBuilder loops = new StringBuilder("loops: {stall_after: 500ms}\njoin_points:\n");
        for (int i = 0; i < 1000; i++) {
            loops.append("  tick").append(i).append(": {on: com.acme.Loop").append(i);
            loops.append("#tick, kind: loop}\n");
        }
        kit.policy(loops.toString()).run(0);
        for (int i = 0; i < 1000; i++) {
            ToldTicks.begin(kit.ticks("tick" + i));
        }
        kit.run(500);
        assertEquals(1000, kit.stalled.stream().map(Stall::loop).distinct().count());
        assertEquals(1000, kit.table.progress().ask().stuck().size());
    }

    @Test
    void nothingThatFailsEndsTheChecker() {
        mayFail = true;
        kit.loop("stall_after: 500ms").run(0);
        TickSlot tick = begun();
        kit.breaks = new OutOfMemoryError("in a test");
        kit.run(1000);
        assertEquals(1, kit.stalled.size(), "told once, though telling failed");
        assertEquals(Cause.UNKNOWN, kit.stalled.get(0).finding().cause());
        ToldTicks.end(tick);
        kit.run(10);
        assertEquals(1, kit.ended.size());
        kit.breaks = null;
        begun();
        kit.run(500);
        assertEquals(2, kit.stalled.size());
        assertEquals(Cause.SLEEP, kit.stalled.get(1).finding().cause());
        assertTrue(kit.events.failures.get(0).startsWith("STALL_CHECKER_ERROR examine java.lang.OutOfMemoryError"));
    }

    @Test
    void moreThreadsThanSlotsAreToldOnceASecondAtMost() throws InterruptedException {
        mayFail = true;
        kit.loop("stall_after: 500ms").run(0);
        Thread[] threads = new Thread[1010];
        CountDownLatch inside = new CountDownLatch(threads.length);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(
                    null,
                    () -> {
                        ToldTicks.begin(kit.ticks());
                        inside.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "t" + i,
                    64 * 1024);
            threads[i].start();
        }
        inside.await();
        kit.run(400);
        kit.run(1000);
        assertEquals(1, kit.events.failures.size(), kit.events.failures::toString);
        assertTrue(kit.events.failures.get(0).contains("UNWATCHED_TICKS tick"));
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
