package io.resilienceagent.executor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What all workplaces have in common: weak references to a thread and its executor, and a look at the queue. */
abstract class Place implements Workplace {
    final Fields fields;
    final Queues queues;
    private final TaskNames names;
    private final WeakReference<Thread> thread;
    private final WeakReference<Object> executor;
    private final String type;
    private final String id;

    Place(Fields fields, Thread thread, Object executor) {
        this.fields = fields;
        this.queues = new Queues(fields);
        this.names = new TaskNames(fields);
        this.thread = new WeakReference<>(thread);
        this.executor = new WeakReference<>(executor);
        this.type = executor.getClass().getName();
        this.id = Integer.toHexString(System.identityHashCode(executor));
    }

    /** The thread; null when it is gone. */
    final Thread thread() {
        return thread.get();
    }

    /** The pool, event loop or timer; null when it is gone. */
    final Object executor() {
        return executor.get();
    }

    final StackTraceElement[] stack() {
        Thread worker = thread();
        return worker == null ? new StackTraceElement[0] : worker.getStackTrace();
    }

    /** The queues of waiting tasks, the one that is served first at first. */
    abstract List<Object> taskQueues();

    @Override
    public final String running() {
        return running(stack());
    }

    @Override
    public final String type() {
        return type;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public int queued() {
        int sum = 0;
        for (Object queue : taskQueues()) {
            int size = queues.size(queue);
            if (size < 0) {
                return -1;
            }
            sum += size;
        }
        return sum;
    }

    @Override
    public final List<String> queuedTasks(int most) {
        return tasks(most).stream().map(QueuedTask::type).toList();
    }

    @Override
    public final List<QueuedTask> tasks(int most) {
        return elements(most).stream().map(names::of).toList();
    }

    @Override
    public final boolean takesTasks() {
        return executor() instanceof Executor;
    }

    @Override
    public final void execute(Runnable task) {
        if (executor() instanceof Executor pool) {
            pool.execute(task);
        } else {
            throw new RejectedExecutionException(type + " is gone, or takes no tasks");
        }
    }

    /** The waiting tasks themselves. */
    List<Object> elements(int most) {
        List<Object> found = new ArrayList<>();
        for (Object queue : taskQueues()) {
            found.addAll(queues.elements(queue, most - found.size()));
        }
        return found;
    }

    final boolean isPeriodic(Object task) {
        return names.isPeriodic(task);
    }
}
