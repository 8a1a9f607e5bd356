package io.resilienceagent.response;

import io.resilienceagent.guard.Events;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread of the agent's own that does what an incident asks for and takes its time: dumps, recordings, files. It is
 * there before the first incident, since a host in trouble may have no thread left to give. Thread-safe.
 */
public final class IncidentDesk {
    /** More than this waits only if the disk stands still; what comes then is counted, and kept by nobody. */
    private static final int MOST_WAITING = 256;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Events events;

    /** Starts the thread. */
    public IncidentDesk(Events events) {
        this.events = events;
        Thread thread = new Thread(null, this::work, "resilience-incidents", 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Hands in a job; returns at once, and never throws. Jobs are done one by one, in the order in which they came. */
    public void hand(Runnable job) {
        if (!waiting.offer(job)) {
            events.failure(
                    "INCIDENT_LOST", "incidents", new IllegalStateException(MOST_WAITING + " jobs wait already"));
        }
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

    private void work() {
        while (true) {
            try {
                waiting.take().run();
            } catch (Throwable failure) {
                // Nobody interrupts this thread, and it outlives every error: the next incident needs it.
                events.failure("INCIDENT_ERROR", "incidents", failure);
            }
        }
    }
}
