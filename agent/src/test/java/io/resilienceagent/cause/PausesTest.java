package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Ticker;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Pauses of this JVM itself; those that others make are in {@code PausesIT}. */
class PausesTest {
    private final Ticker ticker = Ticker.system();
    private final Pauses pauses = new Pauses(Ward.opener(), ticker);

    @Test
    void everythingIsToldHere() {
        assertEquals(List.of(), pauses.problems());
    }

    @Test
    void aCollection() {
        List<byte[][]> heap = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            heap.add(new byte[2_000][16]);
        }
        long collected = pauses.gcPausedNanos();
        pauses.tick();
        long began = ticker.nanos();
        System.gc();
        long gap = pauses.gcPausedNanos() - collected;
        pauses.tick();
        assertTrue(gap > 0 && gap <= ticker.nanos() - began, () -> "paused " + gap);
        Finding finding = pauses.explain(gap);
        assertEquals(Cause.GC_PAUSE, finding.cause(), finding::toString);
        assertEquals("System.gc()", finding.evidence().get("gc_cause"), finding::toString);
        assertEquals(200, heap.size());
    }

    /** The JVM counts the instances of its heap while all threads stand, and collects nothing. */
    @Test
    void aStopThatIsNoCollection() throws Exception {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        StopTimes times = new StopTimes(Ward.opener());
        pauses.tick();
        long stopped = times.stoppedNanos();
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(commands, "gcClassHistogram", new Object[] {new String[] {"-all"}}, new String[] {
                    String[].class.getName()
                });
        Finding finding = pauses.explain(times.stoppedNanos() - stopped);
        assertEquals(Cause.SAFEPOINT, finding.cause(), finding::toString);
        assertTrue(histogram.toString().contains("java.lang.String"));
    }

    /** Nothing stopped: the thread itself computed, so the process did. */
    @Test
    void noPauseAtAll() {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        pauses.tick();
        long began = ticker.nanos();
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu < 100_000_000) {
            Thread.onSpinWait();
        }
        Finding finding = pauses.explain(ticker.nanos() - began);
        // A machine without time for this thread may be told as that; never a stop of the JVM.
        assertTrue(finding.cause() == Cause.UNKNOWN || finding.cause() == Cause.HOST_SUSPENDED, finding::toString);
        assertTrue(
                finding.cause() == Cause.UNKNOWN
                        || finding.evidence().get("summary").toString().startsWith("the machine gave"),
                finding::toString);
    }

    /** Without the JVM's counters collections are told all the same. */
    @Test
    void withoutCounters() {
        Pauses blind = new Pauses(
                type -> {
                    throw new IllegalStateException("closed");
                },
                ticker);
        assertEquals(1, blind.problems().size());
        blind.tick();
        long collected = blind.gcPausedNanos();
        System.gc();
        long gap = blind.gcPausedNanos() - collected;
        assertTrue(gap > 0);
        assertEquals(Cause.GC_PAUSE, blind.explain(gap).cause());
    }
}
