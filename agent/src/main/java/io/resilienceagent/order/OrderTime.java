package io.resilienceagent.order;

import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of orders, within one process and across restarts. Immutable, thread-safe.
 *
 * @param ticker monotonic time
 * @param wall the wall clock: only for what people read, and for ages across a reboot
 * @param boot which boot of the machine this is; 0 when it cannot be told
 */
public record OrderTime(Ticker ticker, InstantSource wall, long boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** A moment as it is journaled. */
    record Moment(long wallMillis, long nanos, long boot) {}

    /** The JVM's clocks on this machine. */
    public static OrderTime system(Ticker ticker) {
        return new OrderTime(ticker, InstantSource.system(), bootOf(BOOT_ID));
    }

    long nanos() {
        return ticker.nanos();
    }

    /** The journaled form of a tick of this process. */
    Moment moment(long nanos) {
        long age = nanos() - nanos;
        return new Moment(wall.millis() - TimeUnit.NANOSECONDS.toMillis(age), nanos, boot);
    }

    /**
     * The tick of a journaled moment on this process's ticker. Within one boot the monotonic clock goes on across
     * processes (HotSpot reads CLOCK_MONOTONIC), so nothing that is done to the wall clock matters. Across a reboot
     * only the wall clock is left. A moment that seems to lie ahead counts as now: a clock that was set back makes a
     * protection longer, never shorter.
     */
    long tick(Moment moment) {
        long now = nanos();
        long age;
        if (boot != 0 && moment.boot() == boot) {
            age = now - moment.nanos();
        } else {
            age = TimeUnit.MILLISECONDS.toNanos(Math.max(0, wall.millis() - moment.wallMillis()));
        }
        return now - Math.max(0, age);
    }

    /** A duration in nanoseconds; the greatest long for one that has more. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException over292Years) {
            return Long.MAX_VALUE;
        }
    }

    /** A length of time for a person: {@code 1.2 s}, {@code 14 min}. */
    static String words(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos));
        if (millis < 600_000) {
            return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        long seconds = millis / 1000;
        return seconds < 6000 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds / 3600 + " h";
    }

    static long bootOf(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[64];
            int read = in.read(bytes);
            String id = new String(bytes, 0, Math.max(0, read), StandardCharsets.US_ASCII).strip();
            return new BigInteger(id.replace("-", ""), 16).longValue();
        } catch (IOException | NumberFormatException notTold) {
            return 0;
        }
    }
}
