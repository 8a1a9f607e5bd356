package io.resilienceagent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.ToldTicks;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A detector on time that is moved by hand, and a look at the agent's own failures at the end. */
abstract class DetectorFixture {
    static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    LoopKit kit;
    boolean mayFail;

    @BeforeEach
    void begin(@TempDir Path directory) {
        kit = new LoopKit(directory);
    }

    @AfterEach
    void nothingBroke() {
        assertEquals(mayFail, !kit.events.failures.isEmpty(), kit.events.failures::toString);
    }

    /** Within a period of the checker. */
    static void assertNear(long millis, long nanos) {
        assertTrue(Math.abs(millis * MILLI - nanos) <= 5 * MILLI, () -> nanos + " ns, not " + millis + " ms");
    }

    TickSlot begun() {
        return ToldTicks.begin(kit.ticks());
    }
}
