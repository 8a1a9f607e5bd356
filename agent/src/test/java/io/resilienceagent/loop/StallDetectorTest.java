package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a tick is a stall, what is told of it and how often. */
class StallDetectorTest extends DetectorFixture {
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
}
