package io.resilienceagent.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.flight.FlightEvents;
import io.resilienceagent.guard.Events;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final AtomicLong time = new AtomicLong();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Events events =
            new FlightEvents(new EventLog(new PrintStream(written, true, StandardCharsets.UTF_8), time::get));

    @Test
    void whatEveryCallMayTellIsToldOnceASecondForEachJoinPoint() {
        for (int i = 0; i < 1000; i++) {
            events.recurring("RETRIES_EXHAUSTED", "balances", "attempts=3");
            events.recurring("RETRIES_EXHAUSTED", "prices", "attempts=3");
        }
        assertEquals(2, lines());
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        events.recurring("RETRIES_EXHAUSTED", "balances", "attempts=3");
        assertEquals(3, lines());
    }

    private long lines() {
        return written.toString(StandardCharsets.UTF_8).lines().count();
    }
}
