package io.resilienceagent.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;

/** A worker of a {@code ForkJoinPool}; while it waits for work, it is parked with the pool as the reason. */
final class ForkJoinPlace extends Place {
    ForkJoinPlace(Fields fields, ForkJoinWorkerThread thread) {
        super(fields, thread, thread.getPool());
    }

    @Override
    public boolean idle() {
        Thread worker = thread();
        return worker == null || LockSupport.getBlocker(worker) == executor();
    }

    @Override
    public long completed() {
        return -1;
    }

    /** A worker takes from all queues, so each step of its own or another's is a change. */
    @Override
    public long progress() {
        Object queue = fields.read(thread(), "workQueue");
        return queue == null
                ? -1
                : (fields.number(queue, "base") << 32
                                ^ fields.number(queue, "top") << 16
                                ^ fields.number(queue, "nsteals"))
                        & Long.MAX_VALUE;
    }

    @Override
    public int queued() {
        return executor() instanceof ForkJoinPool pool
                ? (int) Math.min(Integer.MAX_VALUE, pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount())
                : -1;
    }

    @Override
    List<Object> taskQueues() {
        return List.of();
    }

    @Override
    List<Object> elements(int most) {
        List<Object> found = new ArrayList<>();
        if (fields.read(executor(), "queues") instanceof Object[] all) {
            for (Object queue : all) {
                if (fields.read(queue, "array") instanceof Object[] tasks) {
                    for (int i = 0; i < tasks.length && found.size() < most; i++) {
                        if (tasks[i] != null) {
                            found.add(tasks[i]);
                        }
                    }
                }
            }
        }
        return found;
    }

    @Override
    public String running(StackTraceElement[] stack) {
        return idle() ? "" : Stacks.taskAbove(stack, "java.util.concurrent.ForkJoinWorkerThread", "run");
    }

    @Override
    public boolean hasPeriodicTask() {
        return true;
    }
}
