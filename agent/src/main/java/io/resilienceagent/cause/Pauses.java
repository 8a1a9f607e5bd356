package io.resilienceagent.cause;

import com.sun.management.OperatingSystemMXBean;
import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.Ticker;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells a collection from another stop of the JVM, and both from a process that was stopped or got no time. A ring of
 * the counters' last values says what they were before the gap. All but {@link #gcPausedNanos} belongs to one thread.
 */
public final class Pauses implements PauseMeter {
    private static final int KEPT = 16;
    /** The dearer counters take at most a thousandth of the time. */
    private static final long COSTLY_FACTOR = 1_000;
    /** Those of the whole machine are files to be read and parsed. */
    private static final long MACHINE_EVERY_NANOS = 5_000_000_000L;
    /** The JVM writes down a stop a moment after the threads go on. */
    private static final int RETRIES = 10;

    private static final long RETRY_NANOS = 200_000;

    private final StopTimes times;
    private final Ticker ticker;
    private final OperatingSystemMXBean process;
    private final boolean debugger;
    private final Moment[] ring = new Moment[KEPT];
    private OwnThread own;
    private int taken;
    private boolean queued;
    private long costlyDue;
    private long machineDue;

    /** @param opener opens the JDK's own counters; where it cannot, less is told */
    public Pauses(Opener opener, Ticker ticker) {
        this.times = new StopTimes(opener);
        this.ticker = ticker;
        this.process = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean told ? told : null;
        this.debugger = hasDebugger();
        for (int i = 0; i < KEPT; i++) {
            ring[i] = new Moment();
        }
    }

    /** What cannot be told on this JVM; empty if all can. */
    public List<String> problems() {
        return times.precise()
                ? List.of()
                : List.of("pauses: the JVM's counters of safepoints cannot be read, so only collections are told,"
                        + " to the millisecond (is it HotSpot, without -XX:-UsePerfData?)");
    }

    @Override
    public long gcPausedNanos() {
        return times.collectedNanos();
    }

    @Override
    public void tick() {
        if (own == null) {
            own = OwnThread.current();
        }
        Moment before = ring[Math.floorMod(taken - 1, KEPT)];
        Moment now = ring[taken % KEPT];
        read(now);
        if (taken == 0 || now.nanos - costlyDue >= 0) {
            readCostly(now);
            costlyDue = now.nanos + (ticker.nanos() - now.nanos) * COSTLY_FACTOR;
        } else {
            now.costlyNanos = before.costlyNanos;
            now.processCpu = before.processCpu;
            now.queued = before.queued;
        }
        if (taken == 0 || now.nanos - machineDue >= 0) {
            now.stolen = HostTimes.stolenNanos();
            now.throttled = HostTimes.throttledNanos();
            machineDue = now.nanos + MACHINE_EVERY_NANOS;
        } else {
            now.stolen = before.stolen;
            now.throttled = before.throttled;
        }
        taken++;
    }

    private void read(Moment into) {
        into.nanos = ticker.nanos();
        into.collected = times.collectedNanos();
        into.stopped = times.stoppedNanos();
        into.synchronizing = times.synchronizingNanos();
    }

    private void readCostly(Moment into) {
        into.costlyNanos = into.nanos;
        into.processCpu = process == null ? -1 : process.getProcessCpuTime();
        into.queued = own.queuedNanos();
    }

    @Override
    public boolean heldUpAll(Finding explained) {
        return explained.cause().isPause() && !queued;
    }

    @Override
    public Finding explain(long gapNanos) {
        try {
            if (own == null) {
                own = OwnThread.current();
            }
            return explained(gapNanos);
        } catch (RuntimeException failure) {
            return new Evidence("the process stood still; why could not be examined: " + failure).as(Cause.UNKNOWN);
        }
    }

    private Finding explained(long gapNanos) {
        Moment now = new Moment();
        read(now);
        Moment before = before(now.nanos - gapNanos);
        for (int i = 0; i < RETRIES && 2 * (now.stopped - before.stopped) < gapNanos; i++) {
            LockSupport.parkNanos(this, RETRY_NANOS);
            read(now);
        }
        readCostly(now);
        now.stolen = HostTimes.stolenNanos();
        now.throttled = HostTimes.throttledNanos();
        Gap gap = new Gap(gapNanos, before, now, times, debugger);
        Finding finding = gap.finding();
        queued = gap.queued(finding.cause());
        return finding;
    }

    /** The newest moment before the gap: a tick since belongs to its end. */
    private Moment before(long gapBegan) {
        for (int back = 1; back <= Math.min(taken, KEPT); back++) {
            Moment moment = ring[Math.floorMod(taken - back, KEPT)];
            // The gap is measured by another than who measured the moment: a millisecond is no difference.
            if (moment.nanos - gapBegan <= 1_000_000) {
                return moment;
            }
        }
        return ring[taken < KEPT ? 0 : taken % KEPT];
    }

    private static boolean hasDebugger() {
        try {
            return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .anyMatch(argument -> argument.contains("jdwp"));
        } catch (SecurityException hidden) {
            return false;
        }
    }
}
