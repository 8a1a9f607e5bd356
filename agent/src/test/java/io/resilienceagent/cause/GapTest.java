package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who was held up: the whole process, or only the thread that looks. */
class GapTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final StopTimes TIMES = new StopTimes(type -> {});

    /** A gap of 60 ms, all of it in the queue for a processor. */
    private static Gap gap(long processCpuMillis) {
        Moment before = new Moment();
        Moment now = new Moment();
        now.nanos = 100 * MILLI;
        now.costlyNanos = now.nanos;
        now.queued = 60 * MILLI;
        now.processCpu = processCpuMillis * MILLI;
        return new Gap(60 * MILLI, before, now, TIMES, false);
    }

    @Test
    void aProcessThatGotNoTimeWasHeldUp() {
        assertEquals(Cause.HOST_SUSPENDED, gap(5).finding().cause());
        assertTrue(gap(5).queued(Cause.HOST_SUSPENDED), "but of other threads nothing is known");
    }

    /** A loop that spins while the detector waits for a processor is not excused by that. */
    @Test
    void aProcessThatComputedMeanwhileWasNot() {
        assertEquals(Cause.UNKNOWN, gap(95).finding().cause());
    }
}
