package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How loops tick, told about once a second to those who want to know. */
class TickSamplerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path directory;

    private LoopKit kit;

    @BeforeEach
    void begin() {
        kit = new LoopKit(directory).loop("stall_after: 5s");
        kit.run(0);
    }

    /** Ticks of 20 ms, each with 80 ms of rest after it. */
    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            TickSlot tick = ToldTicks.begin(kit.ticks());
            kit.run(20);
            ToldTicks.end(tick);
            kit.run(80);
        }
    }

    @Test
    void nobodyIsToldUnlessHeAsks() {
        ticks(50);
        assertEquals(List.of(), kit.samples);
    }

    @Test
    void aSampleHoldsWhatTickedSinceTheOneBefore() {
        kit.wantsTicks = true;
        ticks(50);
        assertTrue(kit.samples.size() >= 2 && kit.samples.size() <= 5, kit.samples::toString);
        TickSample last = kit.samples.get(kit.samples.size() - 1);
        assertEquals("tick", last.loop());
        assertEquals(Thread.currentThread().getName(), last.thread());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(20), last.lastNanos());
        assertEquals(TimeUnit.MILLISECONDS.toNanos(20), last.longestNanos());
        assertTrue(last.overNanos() >= SECOND, last::toString);
        long counted = kit.samples.stream().mapToLong(TickSample::ticks).sum();
        assertTrue(counted <= 50 && counted >= 25, kit.samples::toString);
    }

    @Test
    void whatTickedBeforeSomebodyAskedIsNotCounted() {
        ticks(50);
        kit.wantsTicks = true;
        ticks(30);
        assertTrue(kit.samples.stream().mapToLong(TickSample::ticks).sum() <= 30, kit.samples::toString);
        kit.wantsTicks = false;
        int before = kit.samples.size();
        ticks(50);
        kit.wantsTicks = true;
        ticks(30);
        assertTrue(
                kit.samples.stream().skip(before).mapToLong(TickSample::ticks).sum() <= 30, kit.samples::toString);
        assertTrue(kit.samples.size() > before, kit.samples::toString);
    }

    @Test
    void aLoopThatRestsIsNotToldOf() {
        kit.wantsTicks = true;
        ticks(30);
        int before = kit.samples.size();
        kit.run(2000);
        int after = kit.samples.size();
        kit.run(60_000);
        assertTrue(after - before <= 1, kit.samples::toString);
        assertEquals(after, kit.samples.size());
    }

    @Test
    void aListenerThatFailsIsCountedAndTheCheckerGoesOn() {
        kit.wantsTicks = true;
        kit.breaks = new OutOfMemoryError("as a heap that is full would have it");
        ticks(30);
        assertTrue(kit.events.failures.get(0).startsWith("STALL_CHECKER_ERROR ticks"), kit.events.failures::toString);
        kit.breaks = null;
        int before = kit.samples.size();
        ticks(30);
        assertTrue(kit.samples.size() > before);
    }
}
