package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LoopStatsTest {
    private static final long MS = 1_000_000;

    @Test
    void figuresOfARun() {
        LoopStats stats = new LoopStats(50 * MS);
        for (int tick = 0; tick < 100; tick++) {
            long start = tick * 100L * MS;
            stats.record(start, start + (tick + 1L) * MS);
        }
        assertEquals(new LoopStats.Figures(50, 95, 99, 100, 50), stats.figures());
        assertEquals(100, stats.ticks());
    }

    @Test
    void aRunWithoutTicks() {
        assertEquals(new LoopStats.Figures(0, 0, 0, 0, 0), new LoopStats(MS).figures());
    }
}
