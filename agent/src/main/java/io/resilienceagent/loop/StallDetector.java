package io.resilienceagent.loop;

import io.resilienceagent.cause.Examiner;
import io.resilienceagent.cause.PauseMeter;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.ThreadEnd;
import io.resilienceagent.guard.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Looks at all loops, from a thread of its own: a few times in each limit, and exactly when one passes. Where a loop's thread ticks
 * too often to note the time of its ticks, or a limit comes near, it looks every few milliseconds: then it dates a tick at the
 * look that saw it.
 *
 * <p>It makes no garbage while all is well, and nothing ends it: what fails is counted, and the next look comes.
 */
public final class StallDetector implements AutoCloseable {
    /** The name of the thread. */
    public static final String THREAD = "resilience-checker";

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONG_PERIOD = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long IDLE_PERIOD = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_SLEEP = TimeUnit.MICROSECONDS.toNanos(100);
    /** A short limit has at least so many periods, one of half a second and more a hundred, one of half a minute thousands. */
    private static final int PERIODS_IN_SHORT = 50;

    private static final int PERIODS_IN_LIMIT = 100;
    private static final int PERIODS_IN_LONG = 3000;
    /** Of a loop that notes the time itself a pause of the process is all that could be missed between two looks. */
    private static final long COARSE_PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int COARSE_PERIODS_IN_LIMIT = 10;

    private final LoopTable table;
    private final Ticker ticker;
    private final CheckerTime time;
    private final Reports reports;
    private final TickSampler sampler = new TickSampler();
    private final Thread thread;
    private Loop[] watched = {};
    private long planned;
    private volatile boolean closed;
    private volatile Beside beside = new Beside(now -> {}, Long.MAX_VALUE);

    /** What else looks, and how often it must. */
    private record Beside(LongConsumer look, long atLeastEveryNanos) {}

    /**
     * @param examiner asked why a loop is stuck
     * @param meter asked why a look came late
     * @param listener is told what is found, on the detector's thread
     */
    public StallDetector(
            LoopTable table,
            Examiner examiner,
            PauseMeter meter,
            StallListener listener,
            Ticker ticker,
            Events events) {
        this.table = table;
        this.ticker = ticker;
        this.time = new CheckerTime(meter);
        this.reports = new Reports(examiner, table.stalls().counting(listener), events, ticker);
        this.thread = thread();
    }

    /** It sleeps almost always: with the highest priority it is late less often, and takes nothing from others. */
    @SuppressWarnings("ThreadPriorityCheck")
    private Thread thread() {
        Thread checker = new Thread(null, this::run, THREAD, 0, false);
        checker.setDaemon(true);
        checker.setPriority(Thread.MAX_PRIORITY);
        checker.setContextClassLoader(null);
        return checker;
    }

    /** Begins to look; once. */
    public void start() {
        thread.start();
    }

    /**
     * Has something else look with each look, such as the watchdog of systemd, which this thread's life shows to be right.
     * It must not wait.
     *
     * @param look gets the time of the look, monotonic
     * @param atLeastEveryNanos how much time may pass without a look
     */
    public void beside(LongConsumer look, long atLeastEveryNanos) {
        beside = new Beside(look, atLeastEveryNanos);
        LockSupport.unpark(thread);
    }

    /** Ends the thread, at once but for a report under way; does not wait for it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** After {@link #close}: waits for the thread's end, so long at most. */
    public void awaitEnd(Duration patience) {
        ThreadEnd.within(patience, thread);
    }

    /**
     * Nothing ends it. Without memory even to name a method for the first time may fail, so where the last resort is
     * nothing is named.
     */
    @SuppressWarnings("EmptyCatch")
    private void run() {
        while (!closed) {
            try {
                lookAndSleep();
            } catch (Throwable hopeless) {
            }
        }
    }

    private void lookAndSleep() {
        long sleep = PERIOD;
        try {
            sleep = look(ticker.nanos());
        } catch (Throwable failure) {
            reports.failed("look", failure);
        }
        Beside other = beside;
        try {
            other.look.accept(ticker.nanos());
        } catch (Throwable failure) {
            reports.failed("beside", failure);
        }
        // An interrupt would end every later sleep at once.
        Thread.interrupted();
        LockSupport.parkNanos(this, Math.min(sleep, other.atLeastEveryNanos));
    }

    /**
     * Looks once at each loop.
     *
     * @param now the time of this look
     * @return in how many nanoseconds the next is due
     */
    long look(long now) {
        time.look(now, planned + reports.takeElsewhereNanos());
        planned = PERIOD;
        reports.lookBegins(time);
        Loop[] loops = table.loops(now);
        if (loops != watched) {
            leave(loops);
        }
        long shortest = Long.MAX_VALUE;
        long due = Long.MAX_VALUE;
        boolean close = false;
        for (Loop loop : loops) {
            shortest = Math.min(shortest, loop.terms().limitNanos());
            try {
                due = Math.min(due, loop.look(time, reports));
                close |= loop.wantsCloseLooks(time);
            } catch (Throwable failure) {
                reports.failed(loop.name(), failure);
            }
        }
        reports.lookEnds(shortest, time);
        sampler.look(loops, now, reports);
        planned = Math.min(period(loops.length == 0, shortest, close), Math.max(SHORTEST_SLEEP, due));
        return planned;
    }

    /** Lets go of the loops that are not among these any more. */
    private void leave(Loop[] loops) {
        for (Loop former : watched) {
            if (!contains(loops, former)) {
                try {
                    former.leave(time, reports);
                } catch (Throwable failure) {
                    reports.failed(former.name(), failure);
                }
            }
        }
        watched = loops;
    }

    private static boolean contains(Loop[] loops, Loop sought) {
        for (Loop loop : loops) {
            if (loop == sought) {
                return true;
            }
        }
        return false;
    }

    private static long period(boolean idle, long shortestLimit, boolean close) {
        if (idle) {
            return IDLE_PERIOD;
        }
        long fine = Math.min(PERIOD, Math.max(SHORTEST_PERIOD, shortestLimit / PERIODS_IN_SHORT));
        long usual = Math.max(fine, Math.min(LONG_PERIOD, shortestLimit / PERIODS_IN_LIMIT));
        long fewest = Math.max(usual, Math.min(LONGEST_PERIOD, shortestLimit / PERIODS_IN_LONG));
        return close ? fewest : Math.max(fewest, Math.min(COARSE_PERIOD, shortestLimit / COARSE_PERIODS_IN_LIMIT));
    }
}
