package io.resilienceagent.chaos;

import static io.resilienceagent.chaos.ChaosKit.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The innermost guard, and experiments with threads and time of their own. */
@Timeout(60)
class FaultPointTest {
    @TempDir
    private Path directory;

    @Test
    void whereNothingIsInjectedItMakesNoGarbage() {
        Guard point = new ChaosKit(directory).point();
        Invocation call = GuardKit.returned(GuardKit.call("BTC"), "fine");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(point, call);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(point, call);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 10_000, () -> bytes + " bytes in 10,000 calls");
    }

    private static void run(Guard point, Invocation call) {
        for (int i = 0; i < 10_000; i++) {
            point.after(call, point.before(call));
        }
    }

    @Test
    void aCallWhoseEntryWasLostCountsAsOver() throws ChaosRefused {
        ChaosKit kit = new ChaosKit(directory);
        Guard point = kit.point();
        Experiment experiment = kit.inject(slow().count(1));
        Invocation call = GuardKit.call("BTC");
        point.release(call, point.before(call), Denial.of("GUARD_ERROR", "lost"));
        kit.engine.look();
        assertEquals(EndReason.COUNT, experiment.whyEnded().orElseThrow());
    }

    @Test
    void manyThreadsAreStruckAsOftenAsTheCountSaysAndNotOnceMore() throws Exception {
        ChaosKit kit = new ChaosKit(directory);
        Guard point = kit.point();
        Experiment experiment = kit.inject(slow().count(500).percent("50").seed(9));
        GuardKit.together(4, number -> {
            for (int i = 0; i < 1_000; i++) {
                Invocation call = GuardKit.call("BTC");
                point.after(call, point.before(call));
            }
        });
        assertEquals(500, kit.calls.struck());
        assertEquals(501, experiment.fired());
        assertEquals(500, kit.calls.randoms.stream().distinct().count());
        kit.engine.look();
        assertEquals(EndReason.COUNT, experiment.whyEnded().orElseThrow());
    }

    @Test
    void aPauseEndsWithItsExperimentAndKeepsTheInterruptFlag() throws Exception {
        ChaosKit kit = new ChaosKit(directory, false);
        Guard point = kit.point();
        CyclicBarrier inside = new CyclicBarrier(2);
        kit.calls.doing = strike -> {
            inside.await();
            strike.pause(Duration.ofHours(1).toNanos());
            assertTrue(strike.over());
        };
        Experiment experiment = kit.inject(slow().lasting(Duration.ofMinutes(5)));
        boolean[] interrupted = new boolean[1];
        Thread host = new Thread(() -> {
            kit.call(point, Duration.ZERO, "BTC");
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        host.start();
        inside.await();
        host.interrupt();
        kit.engine.stop(experiment.id(), EndReason.STOPPED);
        host.join();
        assertTrue(interrupted[0]);
        assertEquals("ENDED", experiment.state());
        assertEquals(0, kit.events.failures.size(), kit.events.failures::toString);
    }

    @Test
    void aThreadOfItsOwnLivesAsLongAsTheExperimentAndHoldsItsDeadline() throws Exception {
        ChaosKit kit = new ChaosKit(directory, false);
        Experiment experiment = kit.inject(slow().lasting(Duration.ofMillis(300)));
        Thread own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("resilience-" + experiment.id()))
                .findFirst()
                .orElseThrow();
        assertTrue(own.isDaemon());
        own.join();
        assertEquals(EndReason.DEADLINE, experiment.whyEnded().orElseThrow());
        assertTrue(experiment.verifiedGone());
    }
}
