package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop that begins no tick: at rest, late, or dead. */
class SilentLoopTest extends DetectorFixture {
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
}
