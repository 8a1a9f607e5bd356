package io.resilienceagent.agent;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Timer;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A daemon thread of the agent's that runs tasks at their time; started by the first task. Thread-safe. */
final class AgentTimer implements Timer {
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
