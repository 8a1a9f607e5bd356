package io.resilienceagent.chaos.fault;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** A host that asks for the time in every way. */
@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone", "TimeZoneUsage"})
final class ClockHost {
    private static final Clock SYSTEM = Clock.systemUTC();
    private static final Clock FIXED = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private ClockHost() {}

    /** What each way answers, as milliseconds since 1970; days for dates. */
    static Map<String, Long> times() {
        Map<String, Long> times = new LinkedHashMap<>();
        times.put("currentTimeMillis", System.currentTimeMillis());
        times.put("instant", Instant.now().toEpochMilli());
        times.put("local", millis(LocalDateTime.now()));
        times.put("local by zone", millis(LocalDateTime.now(ZoneId.systemDefault())));
        times.put("zoned", ZonedDateTime.now().toInstant().toEpochMilli());
        times.put("offset", OffsetDateTime.now(ZoneOffset.UTC).toInstant().toEpochMilli());
        times.put("date", new Date().getTime());
        times.put("own date", new OwnDate().getTime());
        times.put("calendar", Calendar.getInstance().getTimeInMillis());
        times.put("clock millis", SYSTEM.millis());
        times.put("clock instant", Clock.systemDefaultZone().instant().toEpochMilli());
        times.put("by clock", Instant.now(SYSTEM).toEpochMilli());
        times.put("local by clock", millis(LocalDateTime.now(Clock.systemDefaultZone())));
        return times;
    }

    static long day() {
        return LocalDate.now().toEpochDay();
    }

    static long fixed() {
        return FIXED.millis() + Instant.now(FIXED).toEpochMilli();
    }

    static long monotonic() {
        return System.nanoTime();
    }

    private static long millis(LocalDateTime local) {
        return local.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    }

    /** A subclass calls the constructor too. */
    private static final class OwnDate extends Date {
        private static final long serialVersionUID = 1;
    }
}
