package io.resilienceagent.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static List<String> between(Snapshot before, Snapshot now) {
        return Changes.between(before, now).stream()
                .map(change -> change.event() + ": " + change.text())
                .toList();
    }

    @Test
    void eachThingThatIsDifferentIsALine() {
        assertEquals(
                List.of(
                        "state: RUNNING -> SAFE_MODE because: loop_stall_detected (state-00000001)",
                        "loop: tick stalled, for 5.1 s by now",
                        "denied: place_order denied 4 x CIRCUIT_OPEN",
                        "denied: place_order denied 3 x SAFE_MODE",
                        "breaker: place_order BTCUSDT CLOSED -> OPEN",
                        "orders: 1 unknown just now",
                        "chaos: chaos-00000003 cpu_bound_loop on tick for 24.0 s",
                        "incident: stall-00000007 tick CPU_SPIN"),
                between(Watched.at(0, Watched.CALM), Watched.at(1, Watched.TROUBLED)));
    }

    @Test
    void andSoIsItsEnd() {
        List<String> back = between(Watched.at(0, Watched.TROUBLED), Watched.at(1, Watched.CALM));
        assertTrue(back.contains("loop: tick goes on"), back::toString);
        assertTrue(back.contains("chaos: chaos-00000003 is over"), back::toString);
        assertTrue(back.contains("breaker: place_order BTCUSDT OPEN -> CLOSED"), back::toString);
    }

    @Test
    void whereNothingIsDifferentThereIsNoLine() {
        assertEquals(List.of(), between(Watched.at(0, Watched.CALM), Watched.at(1, Watched.CALM)));
    }

    @Test
    void anotherProcessIsOneLine() {
        assertEquals(
                List.of("restarted: process 4712, RUNNING because: start (state-00000001)"),
                between(Watched.at(0, Watched.TROUBLED), Watched.at(1, Watched.CALM.replace("4711", "4712"))));
    }

    @Test
    void aHeartbeatTellsTheRates() {
        assertEquals(
                "SAFE_MODE, orders 0.0 ticks/s lag 12 ms, tick 13.0 ticks/s lag 5.1 s, place_order 10.0 calls/s 7.0 denied/s",
                Changes.heartbeat(Watched.troubled()).text());
    }
}
