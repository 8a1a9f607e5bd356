package io.resilienceagent.response;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.ThreadEnd;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of the agent's own that does what an incident asks for and takes its time: dumps, recordings, files. It is
 * there before the first incident, since a host in trouble may have no thread left to give; and it takes and hands out
 * jobs without memory, since a host in trouble may have none of that either. Thread-safe.
 */
public final class IncidentDesk implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** More than this waits only if the disk stands still; what comes then is counted, and kept by nobody. */
    private static final int MOST_WAITING = 256;

    private final Runnable[] waiting = new Runnable[MOST_WAITING];
    private final Events events;
    private final Thread thread;
    private int first;
    private int count;
    private boolean closed;

    /** Starts the thread. */
    public IncidentDesk(Events events) {
        this.events = events;
        thread = new Thread(null, this::work, "resilience-incidents", 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Hands in a job; returns at once, and never throws. Jobs are done one by one, in the order in which they came. */
    public void hand(Runnable job) {
        if (!put(job)) {
            tell("INCIDENT_LOST", null);
        }
    }

    private synchronized boolean put(Runnable job) {
        if (count == MOST_WAITING) {
            return false;
        }
        waiting[(first + count) % MOST_WAITING] = job;
        count++;
        notifyAll();
        return true;
    }

    /** Waits until all that was handed in before is done; false if that took longer than this, or was interrupted. */
    public boolean settle(Duration patience) {
        CountDownLatch done = new CountDownLatch(1);
        hand(done::countDown);
        try {
            return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the thread when what was handed in is done, and waits for that, a while; what is handed in later is not done. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        ThreadEnd.within(PATIENCE, thread);
    }

    private synchronized boolean over() {
        return closed && count == 0;
    }

    /**
     * This thread outlives every error: the next incident needs it. Without memory even to name a method for the first
     * time may fail, so the last resort names nothing.
     */
    @SuppressWarnings("EmptyCatch")
    private void work() {
        while (!over()) {
            try {
                workOnce();
            } catch (Throwable hopeless) {
            }
        }
    }

    private void workOnce() {
        try {
            Runnable job = take();
            if (job != null) {
                job.run();
            }
        } catch (Throwable failure) {
            tell("INCIDENT_ERROR", failure);
        }
    }

    /** Null when there will be no more. */
    private synchronized Runnable take() throws InterruptedException {
        while (count == 0 && !closed) {
            wait();
        }
        if (count == 0) {
            return null;
        }
        Runnable job = waiting[first];
        waiting[first] = null;
        first = (first + 1) % MOST_WAITING;
        count--;
        return job;
    }

    private void tell(String kind, Throwable failure) {
        try {
            Throwable cause =
                    failure == null ? new IllegalStateException(MOST_WAITING + " jobs wait already") : failure;
            events.failure(kind, "incidents", cause);
        } catch (Throwable hopeless) {
            // There may be no memory even to say so.
        }
    }
}
