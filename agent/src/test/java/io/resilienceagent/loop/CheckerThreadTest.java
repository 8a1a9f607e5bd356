package io.resilienceagent.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.resilienceagent.cause.Cause;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.ToldTicks;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The checker on its own thread, with the clock of the JVM. */
@Timeout(60)
class CheckerThreadTest {
    private LoopKit kit;

    @BeforeEach
    void begin(@TempDir Path directory) {
        kit = new LoopKit(directory, Ticker.system());
        kit.loop("stall_after: 200ms");
        kit.detector.start();
    }

    @AfterEach
    void end() {
        kit.detector.close();
        await().until(() -> checker() == null);
    }

    private static Thread checker() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(StallDetector.THREAD)) {
                return thread;
            }
        }
        return null;
    }

    @Test
    void aRealStallIsFoundAndItsEndToo() {
        TickSlot tick = ToldTicks.begin(kit.ticks());
        await().until(() -> !kit.stalled.isEmpty());
        ToldTicks.end(tick);
        await().until(() -> !kit.ended.isEmpty());
        assertEquals(Cause.SLEEP, kit.ended.get(0).finding().cause());
        assertTrue(checker().isDaemon());
    }

    @Test
    void neitherInterruptsNorErrorsEndTheChecker() {
        kit.breaks = new OutOfMemoryError("in a test");
        TickSlot tick = ToldTicks.begin(kit.ticks());
        await().until(() -> {
            checker().interrupt();
            return !kit.stalled.isEmpty();
        });
        ToldTicks.end(tick);
        kit.breaks = null;
        await().until(() -> !kit.ended.isEmpty());
        ToldTicks.begin(kit.ticks());
        await().until(() -> kit.stalled.size() == 2);
    }

    @Test
    void itMakesNoGarbageWhileAllIsWell() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        kit.loop("stall_after: 40ms"); // ten looks in that
        ToldTicks.tick(kit.ticks());
        await().until(() -> kit.meterTicks.get() > 500);
        long[] before = {threads.getThreadAllocatedBytes(checker().getId()), kit.meterTicks.get()};
        await().until(() -> kit.meterTicks.get() > before[1] + 500);
        long bytes = threads.getThreadAllocatedBytes(checker().getId()) - before[0];
        // Less than 1 byte a look would be none at all; the JVM counts whole buffers.
        assertTrue(bytes < 500 * 16, () -> bytes + " bytes in 500 looks");
    }
}
