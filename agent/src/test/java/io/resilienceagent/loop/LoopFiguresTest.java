package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What status and watchdog are told of loops. */
class LoopFiguresTest extends DetectorFixture {
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
