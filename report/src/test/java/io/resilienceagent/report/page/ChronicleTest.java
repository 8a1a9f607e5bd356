package io.resilienceagent.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of the list of what happened. */
class ChronicleTest {
    private static final long MILLI = 1_000_000L;

    private final Story story = new Story();

    private List<String> told() {
        return Chronicle.of(story).stream().map(Chronicle.Entry::what).toList();
    }

    @Test
    void whatShadowModeLetPassIsNotSaidToBeDenied() {
        story.denied(1, new Denied.Key("place_order", "rate_limit", "RATE_LIMIT", false), "more than 10 in 1 s");
        assertEquals(List.of("place_order would have been denied: RATE_LIMIT"), told());
    }

    @Test
    void onlyLongPausesAreWorthALine() {
        story.machine().add(new Pause(1, 99 * MILLI, true, "GC Pause"));
        story.machine().add(new Pause(2, 100 * MILLI, true, "GC Pause"));
        story.machine().add(new Pause(3, 2_000 * MILLI, false, "HeapDumper"));
        assertEquals(
                List.of(
                        "the process stood still for 100 ms: GC Pause",
                        "the process stood still for 2.0 s: HeapDumper"),
                told());
    }
}
