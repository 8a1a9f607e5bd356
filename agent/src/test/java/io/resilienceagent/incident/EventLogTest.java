package io.resilienceagent.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.flight.FlightEvents;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(1500));
    private final EventLog log = new EventLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), now::get);

    /** The clock wraps around in the middle, as a monotonic clock may. */
    @Test
    void aDenialIsToldOnceASecondPerJoinPointAndCode() {
        for (int millis = 0; millis < 3000; millis += 100) {
            log.denied("order", "limits", Denial.of("LIMIT_EXCEEDED", "too many"), true);
            log.denied("order", "limits", Denial.of("STALE_POSITION", "too old"), true);
            log.denied("cancel", "limits", Denial.of("LIMIT_EXCEEDED", "too many"), true);
            log.denied("order", "limits", Denial.of("LIMIT_EXCEEDED", "too many"), false);
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertEquals(4 * 3, lines().size(), lines()::toString);
        assertEquals(
                3,
                lines().stream()
                        .filter(line -> line.contains(" CALL_WOULD_BE_DENIED "))
                        .count());
        assertTrue(
                lines().get(0)
                        .matches(
                                "\\S+Z WARN CALL_DENIED join_point=order code=LIMIT_EXCEEDED guard=limits reason=\"too many\""),
                lines().get(0));
    }

    @Test
    void whatEveryCallMayTellIsToldOnceASecondForEachJoinPoint() {
        Events events = new FlightEvents(log);
        for (int i = 0; i < 1000; i++) {
            events.recurring("RETRIES_EXHAUSTED", "balances", "attempts=3");
            events.recurring("RETRIES_EXHAUSTED", "prices", "attempts=3");
        }
        assertEquals(2, lines().size());
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        events.recurring("RETRIES_EXHAUSTED", "balances", "attempts=3");
        assertEquals(3, lines().size());
    }

    @Test
    void whatTheHostSaysStaysOneLineOfText() {
        log.notice("NAME", "a\nb\r\u001b[31mc\u0007d\u0085e\u009bf");
        assertEquals(1, lines().size());
        assertTrue(lines().get(0).endsWith("a b  [31mc d e f"), lines().get(0));
        log.notice("NAME", "x".repeat(10_000));
        assertTrue(lines().get(1).length() < 2100 && lines().get(1).endsWith("..."));
    }

    @Test
    void noSecretOfTheHostIsWrittenOrKept() {
        String leak = "POST /order?quantity=1&signature=0123456789abcdef failed";
        log.notice("NAME", "reason=\"" + leak + "\"");
        log.denied("order", "limits", Denial.of("GUARD_ERROR", leak), true);
        log.failure("GUARD_ERROR", "order.limits", new IllegalStateException(leak));
        assertEquals(3, lines().size());
        assertTrue(
                lines().stream().allMatch(line -> line.contains("quantity=1&signature=*** failed")), lines()::toString);
        assertEquals(
                "java.lang.IllegalStateException: POST /order?quantity=1&signature=*** failed",
                log.failures().entries().get(0).example());
    }

    @Test
    void aFailureIsToldOncePerKindAndPlaceAndCounted() {
        for (int i = 0; i < 100; i++) {
            log.failure("GUARD_ERROR", "order.limits", new IllegalStateException("no " + i));
        }
        log.failure("GUARD_ERROR", "order.inventory", new IllegalStateException("no"));
        assertEquals(2, lines().size());
        assertTrue(lines().get(0).contains("ERROR GUARD_ERROR place=\"order.limits\"")
                && lines().get(0).contains("no 0"));
        assertEquals(
                101,
                log.failures().entries().stream()
                        .mapToLong(entry -> entry.count().sum())
                        .sum());
    }

    @Test
    void failuresAreBoundedHoweverManyKindsThereAre() {
        for (int i = 0; i < 10_000; i++) {
            log.failure("KIND", "place " + i, new IllegalStateException("no"));
        }
        List<Failures.Entry> entries = log.failures().entries();
        assertTrue(entries.size() <= 501, () -> entries.size() + " entries");
        assertEquals(
                10_000, entries.stream().mapToLong(entry -> entry.count().sum()).sum());
        assertTrue(lines().size() <= 501, () -> lines().size() + " lines");
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
