package io.resilienceagent.response;

import io.resilienceagent.incident.EventLog;
import io.resilienceagent.loop.LoopProgress;
import io.resilienceagent.loop.LoopStatus;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.SystemdRule;
import io.resilienceagent.systemd.Systemd;
import io.resilienceagent.systemd.Watchdog;
import java.time.Duration;
import java.util.Optional;

/**
 * The watchdog of the bot's unit, as the policy wants it from reload to reload: pinged for while the loops live, or switched off.
 * Thread-safe, but for {@link #look} and {@link #check}, which are for one thread each.
 */
public final class UnitWatchdog {
    private final Systemd told;
    private final LoopTable loops;
    private final EventLog log;
    private final Duration period;
    private final Watchdog pings;
    private volatile boolean on = true;
    /** The pause that {@link #check} judged last. */
    private long judged;

    private UnitWatchdog(Systemd told, Duration period, Watchdog pings, LoopTable loops, EventLog log) {
        this.told = told;
        this.period = period;
        this.pings = pings;
        this.loops = loops;
        this.log = log;
    }

    /**
     * That of the unit which this process is; empty where its watchdog does not wait for this process.
     *
     * @param comesLate whether the agent came into a bot at work
     */
    public static Optional<UnitWatchdog> of(Systemd told, LoopTable loops, boolean comesLate, EventLog log) {
        LoopProgress progress = loops.progress();
        return told.watchdog(() -> progress.ask().made(), comesLate)
                .map(pings -> new UnitWatchdog(told, told.watchdogPeriod().orElseThrow(), pings, loops, log));
    }

    /** After so many nanoseconds without a ping systemd kills the bot. */
    public long periodNanos() {
        return period.toNanos();
    }

    /**
     * Puts a policy in force. One that has it off takes it from systemd as well: to send no more pings would be the bot's
     * end within a period.
     */
    public synchronized void declare(Policy policy) {
        boolean wanted =
                policy.systemd().map(SystemdRule::watchdog).orElse(SystemdRule.Watchdog.ON) == SystemdRule.Watchdog.ON;
        if (wanted == on) {
            return;
        }
        told.watchdogPeriod(wanted ? period : Duration.ZERO);
        on = wanted;
        log.notice(
                wanted ? "SYSTEMD_WATCHDOG_ON" : "SYSTEMD_WATCHDOG_OFF",
                "reason=\"watchdog: " + (wanted ? "on" : "off") + " in the policy\"");
    }

    /**
     * Pings if it is time to and the loops live.
     *
     * @param nowNanos now, by the clock of {@link System#nanoTime()}
     */
    public void look(long nowNanos) {
        if (on) {
            pings.look(nowNanos);
        }
    }

    /** Warns, once, of a period that is too short for the loops as they are now: some are found late, or come by a reload. */
    public void check() {
        LoopStatus slowest = null;
        for (LoopStatus loop : loops.status()) {
            slowest = slowest == null || loop.limitNanos() > slowest.limitNanos() ? loop : slowest;
        }
        if (on && slowest != null && slowest.limitNanos() != judged) {
            judged = slowest.limitNanos();
            pings.warning(slowest.name(), Duration.ofNanos(judged))
                    .ifPresent(warning -> log.critical("SYSTEMD_WATCHDOG_TOO_SHORT", "reason=\"" + warning + '"'));
        }
    }
}
