package io.resilienceagent.systemd;

import io.resilienceagent.guard.Events;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd that the bot is alive, at half of the watchdog's period, and only if its loops are: a bot that hangs is
 * killed although the agent's threads run. It has no thread of its own; used by one thread, but for {@link #warning}.
 */
public final class Watchdog {
    /** A ping that could not be sent is tried again this often in a period. */
    private static final int TRIES = 8;

    private final Systemd systemd;
    private final long period;
    private final LoopProgress loops;
    private final Events events;
    private final boolean comesLate;
    private long pingedAt;
    private long dueAt;
    private boolean begun;
    /** The loops have said yes, and systemd has not been told: they are not asked again. */
    private boolean granted;

    private boolean told;

    /** @param comesLate whether another agent may have been here before, and have switched the watchdog off when it left */
    Watchdog(Systemd systemd, Duration period, LoopProgress loops, boolean comesLate, Events events) {
        this.systemd = systemd;
        this.period = period.toNanos();
        this.loops = loops;
        this.comesLate = comesLate;
        this.events = events;
    }

    /**
     * Pings if it is time to and every loop made progress. Before READY systemd waits for none; the first is due with
     * it. A ping that was withheld is looked at again with the next call, so a loop that comes back saves the bot at
     * once. Costs a comparison of two numbers while nothing is due.
     *
     * @param nowNanos now, by the clock of {@link System#nanoTime()}
     */
    public void look(long nowNanos) {
        if (!begun || nowNanos - dueAt >= 0) {
            lookCloser(nowNanos);
        }
    }

    private void lookCloser(long nowNanos) {
        if (!systemd.isReady()) {
            return;
        }
        if (!begun) {
            begun = true;
            granted = true; // READY has just said that the bot is well
            pingedAt = nowNanos;
            dueAt = nowNanos;
            if (comesLate) {
                // Where nobody switched it off this changes nothing.
                systemd.watchdogPeriod(Duration.ofNanos(period));
            }
        }
        granted = granted || loops.everyLoopProgressed();
        if (granted) {
            ping(nowNanos);
        } else {
            tell(nowNanos);
        }
    }

    private void ping(long nowNanos) {
        switch (systemd.watchdog()) {
            case SENT -> {
                granted = false;
                told = false;
                pingedAt = nowNanos;
                dueAt = nowNanos + period / 2;
            }
            case BUSY -> dueAt = nowNanos;
            default -> dueAt = nowNanos + period / TRIES;
        }
    }

    /** Says so once, while there is time to look at the bot: halfway between the ping that is missing and the end. */
    private void tell(long nowNanos) {
        long silent = nowNanos - pingedAt;
        if (!told && silent >= period / 4 * 3) {
            told = true;
            events.notice(
                    "SYSTEMD_WATCHDOG_WITHHELD",
                    "reason=\"a loop makes no progress\" systemd_kills_in_ms="
                            + Math.max(0, TimeUnit.NANOSECONDS.toMillis(period - silent)));
        }
    }

    /**
     * What is wrong with the unit's {@code WatchdogSec=} for a loop that may pause this long; empty when it is fine. No healthy
     * bot is killed for it, since pings go on until the pause is over. But one that came back a moment later is.
     */
    public Optional<String> warning(String loop, Duration allowedPause) {
        if (allowedPause.compareTo(Duration.ofNanos(period)) < 0) {
            return Optional.empty();
        }
        String pause = seconds(allowedPause);
        return Optional.of("WatchdogSec=" + seconds(Duration.ofNanos(period))
                + " is not longer than the pause that the loop "
                + loop + " is allowed, " + pause + ": a hang is known only then, and systemd kills the bot "
                + seconds(Duration.ofNanos(period / 2)) + " later at the earliest, with hardly any time to recover."
                + " Raise WatchdogSec= above " + pause + ", or set watchdog: off");
    }

    private static String seconds(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }
}
