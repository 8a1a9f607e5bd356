package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a loop is stalled, what is told of it and how often. */
class StallDetectorTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private LoopKit kit;
    private boolean mayFail;

    @BeforeEach
    void begin(@TempDir Path directory) {
        kit = new LoopKit(directory);
    }

    @AfterEach
    void nothingBroke() {
        assertEquals(mayFail, !kit.events.failures.isEmpty(), kit.events.failures::toString);
    }

    /** Within a period of the checker. */
    private static void assertNear(long millis, long nanos) {
        assertTrue(Math.abs(millis * MILLI - nanos) <= 5 * MILLI, () -> nanos + " ns, not " + millis + " ms");
    }

    private TickSlot begun() {
        return ToldTicks.begin(kit.ticks());
    }

    @Test
    void aTickIsStalledExactlyAtItsLimit() {
        kit.loop("stall_after: 500ms").run(20);
        begun();
        kit.runNanos(500 * MILLI - 1);
        assertEquals(List.of(), kit.stalled);
        kit.runNanos(1);
        Stall stall = kit.stalled.get(0);
        assertEquals("tick", stall.loop());
        assertEquals(Thread.currentThread().getName(), stall.thread());
        assertEquals(Thread.currentThread().getId(), stall.threadId());
        assertEquals(Cause.SLEEP, stall.finding().cause());
        assertEquals(500 * MILLI, stall.limitNanos());
        assertTrue(stall.incidentId().matches("stall-[0-9a-f]{8}"), stall.incidentId());
        assertFalse(stall.over());
        // The tick may have begun right after the look before: that counts against the detector.
        assertTrue(stall.detectedAfterNanos() <= 5 * MILLI, stall::toString);
        assertEquals(stall.limitNanos() + stall.detectedAfterNanos(), stall.stalledNanos());
    }

    @Test
    void stallsAreCountedByLoopAndCauseAlsoWhereTheListenerFails() {
        mayFail = true;
        kit.breaks = new OutOfMemoryError("made by the test");
        kit.loop("stall_after: 500ms").run(20);
        TickSlot slot = begun();
        kit.run(600);
        kit.breaks = null;
        ToldTicks.end(slot);
        kit.run(20);
        kit.table.stalls().view((loop, stalls, nanos) -> {
            assertEquals("tick", loop);
            // Without an examiner nobody knows why.
            assertEquals(1, stalls.count(Cause.UNKNOWN));
            assertTrue(nanos >= 500 * MILLI, () -> nanos + " ns");
            kit.stalled.clear();
        });
        assertEquals(List.of(), kit.stalled);
        assertEquals(0, kit.table.stalls().pauses(Cause.GC_PAUSE));
    }

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

    @Test
    void aStallIsReportedOnceThenUpdatedEverMoreSeldomThenEnded() {
        kit.loop("stall_after: 1s").run(0);
        TickSlot tick = begun();
        kit.run(1000 + 250 + 500 + 1000 + 2000 + 4000 + 8000 + 3 * 10_000);
        assertEquals(1, kit.stalled.size());
        assertEquals(9, kit.updated.size());
        kit.verdict = Cause.DEADLOCK;
        kit.run(10_000);
        assertEquals(Cause.DEADLOCK, kit.updated.get(9).finding().cause());
        ToldTicks.end(tick);
        kit.run(5);
        assertEquals(1, kit.ended.size());
        Stall end = kit.ended.get(0);
        assertTrue(end.over());
        assertEquals(Cause.DEADLOCK, end.finding().cause());
        assertEquals(kit.stalled.get(0).incidentId(), end.incidentId());
        assertNear(56_750, end.stalledNanos());
        kit.run(60_000);
        assertEquals(1, kit.stalled.size());
        assertEquals(10, kit.updated.size());
        assertEquals(1, kit.ended.size());
    }

    @Test
    void theNextTickMayStallAnew() {
        kit.loop("stall_after: 100ms").run(0);
        TickSlot tick = begun();
        kit.run(150);
        ToldTicks.end(tick);
        begun();
        kit.run(150);
        assertEquals(2, kit.stalled.size());
        assertEquals(1, kit.ended.size());
        assertNotEquals(kit.stalled.get(0).incidentId(), kit.stalled.get(1).incidentId());
    }

    @Test
    void ticksJustBelowTheLimitAreNeverStalled() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        for (int i = 0; i < 100; i++) {
            TickSlot tick = begun();
            kit.run(499);
            ToldTicks.end(tick);
            kit.run(499);
        }
        assertEquals(List.of(), kit.stalled);
        assertEquals(List.of(), kit.paused);
        assertTrue(kit.table.progress().ask().made());
    }

    @Test
    void aTickThatDoesNotBeginIsAStallWhereTheLoopShouldTick() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        ToldTicks.tick(kit.ticks());
        kit.runNanos(500 * MILLI - 1);
        assertEquals(List.of(), kit.stalled);
        kit.runNanos(1);
        assertEquals(1, kit.stalled.size());
        assertFalse(kit.suspects.get(0).inTick());
        kit.run(1000);
        TickSlot next = begun();
        kit.run(5);
        assertEquals(1, kit.ended.size());
        assertNear(1500, kit.ended.get(0).stalledNanos());
        ToldTicks.end(next);
    }

    @Test
    void aLoopMayRestWhereNobodySaysHowOftenItTicks() {
        kit.loop("stall_after: 500ms").run(0);
        ToldTicks.tick(kit.ticks());
        kit.run(60_000);
        assertEquals(List.of(), kit.stalled);
        assertEquals(List.of(), kit.suspects);
    }

    @Test
    void aLoopThatHasNeverTickedIsNotStalledButSaysSo() {
        kit.loop("stall_after: 500ms, every: 100ms").run(60_000);
        assertEquals(List.of(), kit.stalled);
        assertEquals(List.of("tick"), kit.table.neverTicked());
        assertFalse(kit.table.everyLoopTicked());
        assertEquals(-1, kit.table.status("tick").orElseThrow().lastTickAgeNanos());
        TickSlot first = ToldTicks.begin(kit.ticks());
        assertEquals(List.of("tick"), kit.table.neverTicked(), "a first tick that hangs is none");
        ToldTicks.end(first);
        assertTrue(kit.table.everyLoopTicked());
    }

    @Test
    void aRecursionIsOneLongTick() {
        kit.loop("stall_after: 500ms").run(0);
        begun();
        for (int i = 0; i < 60; i++) {
            begun();
            kit.run(10);
        }
        assertEquals(1, kit.stalled.size());
        assertEquals(1, kit.table.status("tick").orElseThrow().ticks());
    }

    @Test
    void aTickWhoseEndWasNeverToldIsNoStall() {
        kit.loop("stall_after: 500ms").run(0);
        TickSlot lost = begun();
        kit.onStack = false;
        kit.run(5000);
        assertEquals(List.of(), kit.stalled);
        assertFalse(lost.underWay(lost.beats()));
        kit.onStack = true;
        assertEquals(lost, begun());
        kit.run(500);
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void aLoopTakenFromThePolicyInItsStallIsLetGo() {
        kit.loop("stall_after: 500ms").run(0);
        TickSlot tick = begun();
        kit.run(600);
        kit.policy("").run(5);
        assertEquals(1, kit.ended.size());
        assertTrue(kit.ended.get(0).over());
        kit.run(60_000);
        assertEquals(1, kit.stalled.size());
        assertEquals(List.of(), kit.table.status());
        assertTrue(kit.table.progress().ask().made());
        // Put back while the same tick is under way, which has not become younger.
        kit.loop("stall_after: 500ms").run(0);
        assertEquals(2, kit.stalled.size());
        ToldTicks.end(tick);
        assertEquals(1, kit.table.status("tick").orElseThrow().ticks());
    }

    @Test
    void aReloadKeepsWhatIsKnownAndChangesTheLimit() {
        kit.loop("stall_after: 10s").run(0);
        begun();
        kit.run(700);
        kit.loop("stall_after: 500ms").run(0);
        assertEquals(1, kit.stalled.size());
        assertNear(700, kit.stalled.get(0).stalledNanos());
    }

    @Test
    void aPolicyThatIsOffWatchesNothing() {
        kit.policy("mode: \"off\"\njoin_points: {tick: {on: com.acme.Loop#tick, kind: loop}}\n");
        kit.run(10);
        assertEquals(List.of(), kit.table.status());
    }

    @Test
    void theLastTickThrewAndTheLoopIsDead() {
        kit.verdict = Cause.LOOP_DEAD;
        kit.loop("stall_after: 500ms").run(0);
        IllegalStateException thrown = new IllegalStateException();
        ToldTicks.end(begun(), thrown);
        kit.run(499);
        assertEquals(List.of(), kit.stalled);
        kit.run(1);
        assertEquals(Cause.LOOP_DEAD, kit.stalled.get(0).finding().cause());
        assertEquals(thrown, kit.suspects.get(0).lastThrown());
        ToldTicks.tick(kit.ticks());
        kit.run(5);
        assertEquals(1, kit.ended.size());
    }

    @Test
    void theLastTickThrewAndTheLoopRests() {
        kit.loop("stall_after: 500ms").run(0);
        ToldTicks.end(begun(), new IllegalStateException());
        kit.run(60_000);
        assertEquals(List.of(), kit.stalled);
        assertEquals(1, kit.suspects.size(), "asked once");
    }

    @Test
    void aThreadThatIsGoneIsTheEndOfItsLoop() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        TickSlot slot = begun();
        ToldTicks.end(slot, new IllegalArgumentException("secret"));
        kit.run(10);
        slot.clear();
        kit.run(500);
        Stall stall = kit.stalled.get(0);
        assertEquals(Cause.LOOP_DEAD, stall.finding().cause());
        assertEquals(Thread.currentThread().getName(), stall.thread());
        assertEquals(
                IllegalArgumentException.class.getName(),
                stall.finding().evidence().get("last_tick_threw"));
        assertFalse(stall.finding().evidence().toString().contains("secret"));
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
    void ofManyThreadsTheLongestTickIsTold() throws InterruptedException {
        kit.loop("stall_after: 500ms").run(0);
        begun();
        kit.run(300);
        Thread other = new Thread(() -> ToldTicks.begin(kit.ticks()), "other");
        other.start();
        other.join();
        kit.run(1000);
        assertEquals(1, kit.stalled.size(), "one report of one loop");
        assertEquals(Thread.currentThread().getName(), kit.stalled.get(0).thread());
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

    @Test
    void theStatusTellsAgesAndTheWorstTick() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        TickSlot tick = begun();
        kit.run(200);
        LoopStatus within = kit.table.status("tick").orElseThrow();
        assertEquals(200 * MILLI, within.lagNanos());
        assertEquals(1, within.ticks());
        assertEquals(1, within.threads());
        ToldTicks.end(tick);
        kit.run(50);
        LoopStatus after = kit.table.status("tick").orElseThrow();
        assertEquals(0, after.lagNanos());
        assertNear(200, after.worstTickNanos());
        assertNear(50, after.lastTickAgeNanos());
        assertFalse(after.stalled());
    }

    @Test
    void progressIsAskedByEachForItself() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        LoopProgress watchdog = kit.table.progress();
        assertEquals(List.of("tick"), watchdog.ask().neverTicked());
        assertTrue(watchdog.ask().made());
        TickSlot tick = begun();
        kit.run(499);
        assertTrue(watchdog.ask().made());
        kit.run(1);
        assertEquals(List.of("tick"), watchdog.ask().stuck());
        assertEquals(List.of("tick"), kit.table.progress().ask().stuck());
        ToldTicks.end(tick);
        kit.run(5);
        assertTrue(watchdog.ask().made());
    }

    @Test
    void withoutAnyLookTheCountersDecide() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        ToldTicks.tick(kit.ticks());
        LoopProgress watchdog = kit.table.progress();
        assertTrue(watchdog.ask().made());
        kit.now += TimeUnit.SECONDS.toNanos(30);
        assertEquals(List.of("tick"), watchdog.ask().stuck());
        ToldTicks.tick(kit.ticks());
        kit.now += TimeUnit.SECONDS.toNanos(30);
        assertTrue(watchdog.ask().made());
    }
}
