package io.resilienceagent.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks, again and again, whether every loop made progress since the last time: for the watchdog of systemd, and for
 * recovery cycles. Thread-safe.
 *
 * <p>A loop makes no progress while it is stalled: its tick is older than its limit, or, where the policy says how often it
 * ticks, the next one is overdue by its limit. A loop that may rest rests. Pauses of the process are not the loop's. When
 * the checker itself is silent, the tick counters alone decide.
 */
public final class LoopProgress {
    private final LoopTable table;
    private Map<String, Long> before = new HashMap<>();

    LoopProgress(LoopTable table) {
        this.table = table;
    }

    /**
     * What was found.
     *
     * @param stuck loops that made no progress
     * @param neverTicked declared loops that have not begun: not stuck, but not running either
     */
    public record Answer(List<String> stuck, List<String> neverTicked) {
        /** Whether no loop is stuck. */
        public boolean made() {
            return stuck.isEmpty();
        }
    }

    /** Asks now. */
    public synchronized Answer ask() {
        Map<String, Long> now = new HashMap<>();
        List<String> stuck = new ArrayList<>();
        boolean watched = table.isWatched();
        for (Loop loop : table.all()) {
            long ticks = loop.ticks();
            now.put(loop.name(), ticks);
            if (watched ? loop.stalled() : stands(loop, ticks)) {
                stuck.add(loop.name());
            }
        }
        before = now;
        return new Answer(List.copyOf(stuck), table.neverTicked());
    }

    private boolean stands(Loop loop, long ticks) {
        Long last = before.get(loop.name());
        boolean expected = loop.inTick() || loop.terms().everyNanos() > 0;
        return expected && ticks > 0 && last != null && last == ticks;
    }
}
