package io.resilienceagent.executor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A worker of a {@code ThreadPoolExecutor}, scheduled or not. A worker holds itself as a lock while it runs a task. */
final class ThreadPoolPlace extends Place {
    private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";
    private static final int MOST_WORKERS = 10_000;
    private static final int MOST_REMEMBERED = 32;

    private final WeakReference<Object> worker;
    private final PeriodicTasks periodic;

    ThreadPoolPlace(Fields fields, Thread thread, Object pool, Object worker, PeriodicTasks periodic) {
        super(fields, thread, pool);
        this.periodic = periodic;
        this.worker = new WeakReference<>(worker);
    }

    @Override
    public boolean idle() {
        return fields.number(worker.get(), "state") <= 0;
    }

    @Override
    public long completed() {
        return fields.number(worker.get(), "completedTasks");
    }

    @Override
    public long progress() {
        long completed = completed();
        return completed < 0 ? -1 : (completed << 1) + (idle() ? 0 : 1);
    }

    @Override
    List<Object> taskQueues() {
        Object queue = fields.read(executor(), "workQueue");
        return queue == null ? List.of() : List.of(queue);
    }

    @Override
    public String running(StackTraceElement[] stack) {
        return idle() ? "" : Stacks.taskAbove(stack, POOL, "runWorker");
    }

    /**
     * A periodic task is in the queue or with a worker: taken and not yet begun, run, or put back. Where it is not in
     * the queue, all workers must be seen to wait for work, and the queue to be at rest, before it counts as gone; before and
     * after the look, and no task may have been completed in between, for then it may have been out and in again.
     */
    @Override
    public boolean hasPeriodicTask() {
        Object pool = executor();
        if (pool == null) {
            return true;
        }
        if (!(pool instanceof ScheduledThreadPoolExecutor)) {
            return false;
        }
        Object queue = fields.read(pool, "workQueue");
        Object lock = fields.read(queue, "lock");
        List<Object> workers = workers(pool);
        long completed = completed(workers);
        boolean atRest = lock instanceof ReentrantLock queueLock && !queueLock.isLocked() && allWait(workers);
        if (queues.elements(queue, Integer.MAX_VALUE).stream().anyMatch(this::isPeriodic)) {
            return true;
        }
        return !(atRest && !((ReentrantLock) lock).isLocked() && allWait(workers) && completed(workers) == completed);
    }

    private long completed(List<Object> workers) {
        long completed = 0;
        for (Object each : workers) {
            completed += fields.number(each, "completedTasks");
        }
        return completed;
    }

    /** See {@link Workplaces#remember}; a long queue is looked at from its head, where what is due next stands. */
    void remember() {
        Object pool = executor();
        if (pool instanceof ScheduledThreadPoolExecutor) {
            List<Object> found = queues.elements(fields.read(pool, "workQueue"), MOST_REMEMBERED);
            found.removeIf(task -> !isPeriodic(task));
            periodic.seen(pool, found);
        }
    }

    @Override
    public Throwable endedBy() {
        Object pool = executor();
        return pool == null ? null : periodic.endedBy(pool);
    }

    private boolean allWait(List<Object> workers) {
        for (Object each : workers) {
            boolean waits = fields.read(each, "thread") instanceof Thread thread
                    && LockSupport.getBlocker(thread) instanceof Condition;
            if (!waits || fields.number(each, "state") != 0) {
                return false;
            }
        }
        return true;
    }

    /** The pool's set of workers, without its lock: a table of chains of nodes. */
    private List<Object> workers(Object pool) {
        List<Object> workers = new ArrayList<>();
        Object table = fields.read(fields.read(pool, "workers", "map"), "table");
        if (table instanceof Object[] chains) {
            for (Object chain : chains) {
                for (Object node = chain;
                        node != null && workers.size() < MOST_WORKERS;
                        node = fields.read(node, "next")) {
                    workers.add(fields.read(node, "key"));
                }
            }
        }
        return workers;
    }
}
