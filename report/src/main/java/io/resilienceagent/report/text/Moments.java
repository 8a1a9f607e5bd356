package io.resilienceagent.report.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and spans in words. A moment is a number of nanoseconds since 1970, always told in UTC. Stateless. */
public final class Moments {
    private static final long SECOND = 1_000_000_000L;
    private static final double MILLI = 1e6;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moments() {}

    /** An instant as nanoseconds since 1970. */
    public static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    /** The instant of a moment. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /** The time of day, to the millisecond: {@code 12:38:10.857}. */
    public static String clock(long nanos) {
        return CLOCK.format(instant(nanos));
    }

    /** Day and time: {@code 2026-11-23 12:38:10 UTC}. */
    public static String day(long nanos) {
        return DAY.format(instant(nanos)) + " UTC";
    }

    /** About how long: {@code 0.25 ms}, {@code 250 ms}, {@code 8.0 s}, {@code 2 min 5 s}, {@code 3 h 2 min}. */
    public static String span(long nanos) {
        if (nanos < 10 * (long) MILLI) {
            return String.format(Locale.ROOT, "%.2f ms", nanos / MILLI);
        }
        if (nanos < SECOND) {
            return String.format(Locale.ROOT, "%.0f ms", nanos / MILLI);
        }
        if (nanos < 60 * SECOND) {
            return String.format(Locale.ROOT, "%.1f s", nanos / (double) SECOND);
        }
        long seconds = nanos / SECOND;
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 < 60 ? "" : " " + seconds % 3600 / 60 + " min");
    }

    /** A count with its noun: {@code 1 order}, {@code 12 orders}. */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
