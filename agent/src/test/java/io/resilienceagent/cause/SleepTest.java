package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepTest {
    private final Ward ward = new Ward();

    @AfterEach
    void cure() {
        ward.close();
    }

    @Test
    void threadSleep() {
        assertSleeps("Thread.sleep", "sleep", () -> Thread.sleep(600_000));
    }

    @Test
    void timeUnitSleep() {
        assertSleeps("TimeUnit.sleep", "sleep", () -> TimeUnit.MINUTES.sleep(10));
    }

    @Test
    void parkingForATimeAndForNothing() {
        assertSleeps("LockSupport.parkNanos", "parkNanos", () -> LockSupport.parkNanos(600_000_000_000L));
    }

    /** Between the naps it computes a little: most looks find it asleep. */
    @Test
    void manyNaps() {
        Thread loop = ward.start("loop", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(20);
            }
        });
        Ward.awaitRest(loop, "sleep");
        Examination examination = ward.examine(loop);
        for (int i = 0; i < 8; i++) {
            Ward.awaitRest(loop, "sleep");
            examination.look();
        }
        assertEquals(Cause.SLEEP, examination.verdict().cause());
    }

    private void assertSleeps(String operation, String method, Ward.Illness illness) {
        Thread loop = ward.start("loop", illness);
        Ward.awaitRest(loop, method);
        Finding finding = ward.verdict(loop);
        assertEquals(Cause.SLEEP, finding.cause());
        assertEquals(operation, finding.evidence().get("operation"));
        assertTrue(finding.evidence().get("summary").toString().contains("SleepTest"));
    }
}
