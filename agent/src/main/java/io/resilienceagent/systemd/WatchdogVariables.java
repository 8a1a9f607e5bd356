package io.resilienceagent.systemd;

import io.resilienceagent.guard.Events;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * What a unit with {@code WatchdogSec=} puts into the environment. Immutable.
 *
 * @param environment the process's variables
 * @param events where values that make no sense are told
 */
record WatchdogVariables(Map<String, String> environment, Events events) {
    private static final String PERIOD = "WATCHDOG_USEC";
    private static final String PROCESS = "WATCHDOG_PID";
    /** A longer period is as good as this one, and fits the nanoseconds that we count in. */
    private static final long LONGEST = Duration.ofDays(365).toSeconds() * 1_000_000;

    /** The unit's period if its watchdog waits for this process. */
    Optional<Duration> period(long pid) {
        String period = environment.get(PERIOD);
        String process = environment.getOrDefault(PROCESS, Long.toString(pid));
        if (period == null) {
            return Optional.empty();
        }
        if (!process.equals(Long.toString(pid))) {
            events.notice(
                    "SYSTEMD_WATCHDOG_OFF",
                    PROCESS + "=" + process + " pid=" + pid
                            + " reason=\"the watchdog waits for another process: a script"
                            + " that starts the JVM must exec it\"");
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(period);
            if (micros > 0) {
                return Optional.of(Duration.of(Math.min(micros, LONGEST), ChronoUnit.MICROS));
            }
        } catch (NumberFormatException noNumber) {
            // Told below, like a number that makes no sense.
        }
        events.failure(
                "SYSTEMD_ERROR",
                PERIOD,
                new IllegalArgumentException(
                        PERIOD + "=" + period + ": expected microseconds above 0; no pings are sent"));
        return Optional.empty();
    }
}
