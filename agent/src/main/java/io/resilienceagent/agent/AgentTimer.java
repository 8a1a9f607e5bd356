package io.resilienceagent.agent;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Timer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A daemon thread of the agent's that runs tasks at their time; started by the first task. Thread-safe. */
final class AgentTimer implements Timer {
    private static final long IDLE_MILLIS = 20;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ScheduledThreadPoolExecutor executor;
    private final Events events;

    AgentTimer(String name, Events events) {
        this.events = events;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "resilience-" + name, 0, false);
            thread.setDaemon(true);
            // A host's loader must not be kept alive by a thread that happened to start us.
            thread.setContextClassLoader(null);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Scheduled after(long nanos, Runnable task) {
        Future<?> future = executor.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Starts the thread again if it was lost, as an executor's is to an OutOfMemoryError; what waits is not lost. */
    void revive() {
        if (!executor.getQueue().isEmpty()) {
            executor.prestartCoreThread();
        }
    }

    /**
     * The agent leaves: what calls under way have asked for is still done at its time, and the thread ends when nothing
     * waits any more. Waits for that so long at most.
     *
     * @return how many tasks still wait
     */
    int leave(Duration patience) {
        executor.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        long start = System.nanoTime();
        while (executor.getPoolSize() > 0 && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(this, BETWEEN_LOOKS);
        }
        return executor.getQueue().size();
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) {
                events.failure("TASK_ERROR", task.getClass().getName(), failure);
            }
        };
    }
}
