package io.resilienceagent.incident;

import io.resilienceagent.guard.ThreadEnd;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines to a stream from a thread of its own, in their order. The host's error stream may be a pipe that nobody
 * reads, or be locked by a thread that hangs: whoever has something to tell must not hang with it. What does not fit in is
 * dropped, and counted in a line as soon as one can be written. Thread-safe; takes no memory.
 */
final class LogWriter implements AutoCloseable {
    private static final int MOST_WAITING = 1000;
    /** How long a line is waited for once the process ends, and nobody may write it later. */
    private static final long LAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintStream out;
    private final String[] waiting = new String[MOST_WAITING];
    private long accepted;
    private long taken;
    private long written;
    private long dropped;
    private final AtomicLong droppedEver = new AtomicLong();
    private boolean ending;
    private boolean closed;
    private final Thread thread;

    /** Starts the thread. */
    LogWriter(PrintStream out) {
        this.out = out;
        thread = new Thread(null, this::work, "resilience-log", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Takes a line; returns at once, but for the end of the process. */
    synchronized void accept(String line) {
        if (closed || accepted - taken == MOST_WAITING) {
            dropped++;
            droppedEver.incrementAndGet();
            return;
        }
        waiting[(int) (accepted % MOST_WAITING)] = line;
        accepted++;
        notifyAll();
        if (ending) {
            ending = settle(LAST_PATIENCE);
        }
    }

    /** How many lines were dropped since the start; waits for nobody. */
    long dropped() {
        return droppedEver.get();
    }

    /**
     * Waits until what was accepted is written, so long at most.
     *
     * @return whether it is
     */
    synchronized boolean settle(long nanos) {
        long mine = accepted;
        long start = System.nanoTime();
        boolean interrupted = false;
        while (written < mine) {
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                break;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return written >= mine;
    }

    /** The process ends: from now on each line is waited for, a moment. */
    synchronized void ending() {
        // Where nobody reads, the end of the process is not held up line by line.
        ending = settle(LAST_PATIENCE);
    }

    /** Ends the thread when all is written, or the stream takes nothing for a moment. Lines that come later are lost. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        ThreadEnd.within(Duration.ofNanos(LAST_PATIENCE), thread);
    }

    private synchronized boolean over() {
        return closed && accepted == taken;
    }

    @SuppressWarnings("EmptyCatch")
    private void work() {
        while (!over()) {
            try {
                String line = take();
                if (line != null) {
                    write(line);
                }
            } catch (Throwable lost) {
                // No memory to encode a line, mostly: it is lost, and the next may find some.
            }
        }
    }

    private void write(String line) {
        try {
            out.println(line);
        } finally {
            written();
        }
        long missing = takeDropped();
        if (missing > 0) {
            out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " WARN LOG_LINES_DROPPED count=" + missing);
        }
    }

    /** Null when there will be no more. */
    private synchronized String take() throws InterruptedException {
        while (accepted == taken && !closed) {
            wait();
        }
        if (accepted == taken) {
            return null;
        }
        int place = (int) (taken % MOST_WAITING);
        String line = waiting[place];
        waiting[place] = null;
        taken++;
        return line;
    }

    private synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    private synchronized void written() {
        written = taken;
        notifyAll();
    }
}
