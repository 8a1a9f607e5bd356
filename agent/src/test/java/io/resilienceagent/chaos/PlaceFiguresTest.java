package io.resilienceagent.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.JoinPointKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceFiguresTest {
    @TempDir
    private Path directory;

    private ChaosKit kit;
    private Guard tick;

    @BeforeEach
    void start() {
        kit = new ChaosKit(directory);
        tick = kit.engine.point("tick", JoinPointKind.LOOP, -1);
    }

    private PlaceFigures figures(String name, long since) {
        return kit.engine.figures(since).stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> millis(PlaceFigures place) {
        return place.calls().stream().map(call -> call.lasted() / 1_000_000).toList();
    }

    @Test
    void eachTickIsToldInItsOrder() {
        kit.call(tick, Duration.ofMillis(30));
        kit.call(tick, Duration.ofMillis(10));
        PlaceFigures place = figures("tick", kit.now - Duration.ofHours(1).toNanos());
        assertTrue(place.loop());
        assertEquals(Duration.ofMillis(100), place.every());
        assertEquals(List.of(30L, 10L), millis(place));
        assertEquals(2, place.measured());
        assertEquals(kit.now, place.calls().get(1).ended());
        assertTrue(place.underWay() < 0);
    }

    @Test
    void onlyWhatEndedSince() {
        kit.call(tick, Duration.ofMillis(30));
        long since = kit.now + 1;
        kit.call(tick, Duration.ofMillis(10));
        assertEquals(List.of(10L), millis(figures("tick", since)));
    }

    /** Who counts on more than are kept sees by the number measured that some are missing. */
    @Test
    void ofManyTicksTheLastOnes() {
        for (int i = 0; i < 3000; i++) {
            kit.call(tick, Duration.ofMillis(i));
        }
        PlaceFigures place = figures("tick", kit.now - Duration.ofDays(100).toNanos());
        assertEquals(3000, place.measured());
        assertEquals(1024, place.calls().size());
        assertEquals(2999, millis(place).get(1023));
    }

    @Test
    void aTickUnderWay() {
        Invocation call = GuardKit.call();
        Object permit = tick.before(call);
        kit.now += Duration.ofSeconds(2).toNanos();
        long told = figures("tick", kit.now).underWay();
        assertTrue(Math.abs(told - Duration.ofSeconds(2).toNanos()) <= 1, () -> "under way for " + told);
        call.end(null, null, false);
        tick.after(call, permit);
        assertTrue(figures("tick", kit.now).underWay() < 0);
    }

    @Test
    void failedCallsOfOtherPlaces() {
        kit.call(kit.point(), Duration.ofMillis(1), new IllegalStateException("no"), "BTC");
        PlaceFigures place = figures("place", kit.now);
        assertFalse(place.loop());
        assertEquals(1, place.failed());
        assertEquals(Duration.ZERO, place.every());
    }

    @Test
    void nothingWhereChaosIsForbidden() {
        kit.policy("{enabled: false}");
        assertEquals(List.of(), kit.engine.figures(0));
    }
}
