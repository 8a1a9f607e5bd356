package io.resilienceagent.guard;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server's wish to be left alone, as hosts hold it: a number or text of seconds, or a Duration. */
final class RetryAfter {
    private static final BigDecimal SECOND = BigDecimal.valueOf(TimeUnit.SECONDS.toNanos(1));
    private static final BigDecimal LONGEST = BigDecimal.valueOf(TimeUnit.DAYS.toNanos(1));

    private RetryAfter() {}

    /** The wish in nanoseconds, at most a day; 0 where there is none or it is not understood (an HTTP date is not). */
    static long nanos(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Duration duration) {
            return bounded(BigDecimal.valueOf(duration.toMillis()).movePointLeft(3));
        }
        try {
            return bounded(new BigDecimal(value.toString().strip()));
        } catch (NumberFormatException notSeconds) {
            return 0;
        }
    }

    private static long bounded(BigDecimal seconds) {
        return seconds.multiply(SECOND).min(LONGEST).max(BigDecimal.ZERO).longValue();
    }
}
