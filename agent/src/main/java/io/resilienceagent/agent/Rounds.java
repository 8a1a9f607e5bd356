package io.resilienceagent.agent;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.ThreadEnd;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A daemon thread of the agent's that does the same things again and again, for as long as the agent works. An
 * executor would lose its only thread for ever to one {@link OutOfMemoryError} at the wrong place: this loop needs no
 * memory to go on.
 */
final class Rounds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 16;
    /** What is due so soon is done with what is due now: a wake costs more than most tasks. */
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(2);

    private final Events events;
    private final Runnable[] tasks = new Runnable[MOST];
    private final LongSupplier[] pauses = new LongSupplier[MOST];
    private final boolean[] hurries = new boolean[MOST];
    private final long[] due = new long[MOST];
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean hurry;
    private long origin;
    private int count;

    /** @param events is told what a task throws, which ends neither it nor the others */
    Rounds(String name, Events events) {
        this.events = events;
        thread = new Thread(null, this::run, "resilience-" + name, 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
    }

    /** Adds a task, before the start: it is run at multiples of its pause, so that tasks with the same one share a wake. */
    Rounds every(long millis, Runnable task) {
        return add(() -> millis, false, task);
    }

    /**
     * Adds a task whose pause changes, before the start.
     *
     * @param millis asked after each run for the pause that follows; {@link #hurry} ends a long one
     */
    Rounds every(LongSupplier millis, Runnable task) {
        return add(millis, true, task);
    }

    private Rounds add(LongSupplier millis, boolean hurriesUp, Runnable task) {
        tasks[count] = task;
        pauses[count] = millis;
        hurries[count] = hurriesUp;
        count++;
        return this;
    }

    /** Has the tasks whose pause changes run at once: there is something to see. Safe from any thread, and cheap. */
    void hurry() {
        hurry = true;
        LockSupport.unpark(thread);
    }

    /** Begins, once. */
    void start() {
        origin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due[i] = nextTime(i);
        }
        thread.start();
    }

    /** Ends the thread, after the task under way, and waits for that. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        ThreadEnd.within(PATIENCE, thread);
    }

    /** Without memory even to name a method for the first time may fail: the last resort names nothing. */
    @SuppressWarnings("EmptyCatch")
    private void run() {
        while (!closed) {
            try {
                round();
            } catch (Throwable hopeless) {
            }
        }
    }

    private long nextTime(int task) {
        long pause = TimeUnit.MILLISECONDS.toNanos(pauses[task].getAsLong());
        // What was run a moment early is not due again at once.
        long now = System.nanoTime() + SOON;
        return now + pause - (now - origin) % pause;
    }

    private void round() {
        boolean now = hurry;
        hurry = false;
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            if (!closed && ((now && hurries[i]) || due[i] - System.nanoTime() <= SOON)) {
                run(tasks[i]);
                due[i] = nextTime(i);
            }
            wait = Math.min(wait, due[i] - System.nanoTime());
        }
        // An interrupt would end every later wait at once.
        Thread.interrupted();
        if (wait > 0 && !closed && !hurry) {
            LockSupport.parkNanos(this, wait);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            try {
                events.failure("TASK_ERROR", task.getClass().getName(), failure);
            } catch (Throwable hopeless) {
                // The next round matters more than to tell of this one.
            }
        }
    }
}
