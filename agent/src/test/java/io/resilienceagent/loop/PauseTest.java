package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds up the whole process is not blamed on a loop, and is told for what it is. */
class PauseTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private LoopKit kit;

    @BeforeEach
    void begin(@TempDir Path directory) {
        kit = new LoopKit(directory);
        kit.loop("stall_after: 500ms").run(0);
    }

    private TickSlot begun() {
        return ToldTicks.begin(kit.ticks());
    }

    @ParameterizedTest
    @EnumSource(names = {"GC_PAUSE", "SAFEPOINT", "HOST_SUSPENDED"})
    void aPauseWithinATickMakesNoStall(Cause cause) {
        kit.gapCause = cause;
        begun();
        kit.run(100).gap(625);
        assertEquals(List.of(), kit.stalled);
        Pause pause = kit.paused.get(0);
        assertEquals("tick", pause.loop());
        assertEquals(cause, pause.finding().cause());
        // It began somewhere in the 50 ms after the last look: so much of it is nobody's.
        assertEquals(575 * MILLI, pause.pausedNanos());
        // What the loop had left before the pause, it has left after it.
        kit.runNanos(350 * MILLI - 1);
        assertEquals(List.of(), kit.stalled);
        kit.runNanos(1);
        assertEquals(1, kit.stalled.size());
        assertEquals(1, kit.paused.size());
    }

    /** On a machine where each look comes late a loop that hangs is told late, by half its limit at most. */
    @Test
    void aBusyMachineHidesNoStall() {
        kit.busyMachine = true;
        kit.loop("stall_after: 5s").run(0);
        begun();
        long begun = kit.now;
        while (kit.stalled.isEmpty() && kit.now - begun < 60_000 * MILLI) {
            kit.now += kit.look() + 60 * MILLI;
        }
        assertEquals(1, kit.stalled.size());
        assertTrue(kit.now - begun <= 8_000 * MILLI, () -> "after " + (kit.now - begun) / MILLI + " ms");
    }

    @Test
    void aLoopThatShouldTickIsNotBlamedForAPause() {
        kit.loop("stall_after: 500ms, every: 100ms").run(0);
        ToldTicks.tick(kit.ticks());
        kit.run(50).gap(5000);
        ToldTicks.tick(kit.ticks());
        kit.run(100);
        assertEquals(List.of(), kit.stalled);
        assertEquals(1, kit.paused.size());
    }

    @Test
    void aLongPauseIsToldThoughNoLoopMindsIt() {
        kit.gap(600);
        assertEquals("", kit.paused.get(0).loop());
        kit.gap(300);
        assertEquals(1, kit.paused.size(), "shorter than any limit");
    }

    @Test
    void shortPausesThatTogetherMakeATickLateAreTold() {
        begun();
        for (int i = 0; i < 3; i++) {
            kit.run(20).gap(205);
        }
        assertEquals(List.of(), kit.stalled);
        assertEquals(1, kit.paused.size());
        assertEquals("tick", kit.paused.get(0).loop());
    }

    @Test
    void aShortPauseWithinARealHangIsNoIncidentOfItsOwn() {
        begun();
        kit.run(100).gap(80);
        kit.run(1000);
        assertEquals(1, kit.stalled.size());
        assertEquals(List.of(), kit.paused);
    }

    @Test
    void pausesThatComeOneAfterAnotherAreOneIncidentUntilTheyGetMuchWorse() {
        for (int i = 0; i < 20; i++) {
            kit.run(1000).gap(600);
        }
        assertEquals(1, kit.paused.size());
        assertTrue(kit.paused.get(0).incidentId().matches("pause-[0-9a-f]{8}"));
        kit.run(1000).gap(1200);
        assertEquals(2, kit.paused.size());
        kit.run(1000).gap(1300).run(11_000).gap(600);
        assertEquals(3, kit.paused.size(), "it was calm in between");
        assertEquals(List.of(), kit.stalled);
    }

    @Test
    void theSchedulersDailyBusinessIsNoPause() {
        begun();
        kit.run(0);
        for (int i = 0; i < 10; i++) {
            kit.gap(50);
        }
        assertEquals(1, kit.stalled.size());
        assertEquals(List.of(), kit.paused);
    }

    @Test
    void aStormOfShortCollectionsIsToldOnce() {
        for (int i = 0; i < 20; i++) {
            TickSlot tick = begun();
            for (int step = 0; step < 120; step++) {
                kit.gcPaused += 4 * MILLI;
                kit.run(5);
            }
            ToldTicks.end(tick);
            kit.run(5);
        }
        assertEquals(List.of(), kit.stalled);
        assertEquals(1, kit.paused.size());
        assertEquals(Cause.GC_PAUSE, kit.paused.get(0).finding().cause());
        kit.run(11_000);
        TickSlot tick = begun();
        for (int step = 0; step < 120; step++) {
            kit.gcPaused += 4 * MILLI;
            kit.run(5);
        }
        ToldTicks.end(tick);
        kit.run(5);
        assertEquals(2, kit.paused.size());
    }

    @Test
    void aStallUnderCollectionsIsStillFound() {
        begun();
        for (int step = 0; step < 125; step++) {
            kit.gcPaused += MILLI;
            kit.run(5);
        }
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void whatNobodyCanExplainCountsForTheLoopOnlySoFar() {
        kit.gapCause = Cause.UNKNOWN;
        begun();
        kit.run(0).gap(100).gap(100).gap(100).gap(100).gap(100).gap(100).gap(100);
        assertEquals(List.of(), kit.stalled);
        kit.gap(100);
        assertEquals(1, kit.stalled.size(), "all looks were late, and the loop is stuck all the same");
    }

    @Test
    void whatTheListenerTakesIsNoPause() {
        begun();
        kit.listening = 2000;
        kit.run(500);
        assertEquals(1, kit.stalled.size());
        kit.listening = 0;
        kit.run(10);
        assertEquals(List.of(), kit.paused);
    }
}
