package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void aClassIsWovenAndNothingStays() {
        Properties before = (Properties) System.getProperties().clone();
        Rehearsal rehearsal = Rehearsal.begin();
        rehearsal.awaitEnd();
        assertTrue(rehearsal.woven());
        assertEquals(before, System.getProperties());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("resilience-rehearsal")));
    }
}
