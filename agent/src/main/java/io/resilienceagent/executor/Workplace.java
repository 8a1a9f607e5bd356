package io.resilienceagent.executor;

import java.util.List;

/**
 * What a thread works for, such as the pool whose worker it is: a look at its state from outside, without a lock of the
 * host's being taken. Every answer is of the moment it is asked at. Thread-safe.
 */
public interface Workplace {
    /** The class of the executor or event loop, as {@code java.util.concurrent.ScheduledThreadPoolExecutor}. */
    String type();

    /** Tells this workplace from others of its type, as the text of its identity hash. */
    String id();

    /** Whether the thread waits for work; never true while a task is run. */
    boolean idle();

    /** How many tasks this thread has ended; -1 where the workplace does not count. */
    long completed();

    /**
     * A number that changes when the thread ends a task, and mostly when it begins one: two looks that see the same
     * number saw no progress. -1 where nobody can tell. Costs no look at the stack.
     */
    default long progress() {
        return completed();
    }

    /** How many tasks wait; -1 where nobody can tell. */
    int queued();

    /** Of the class of the task that the thread runs; empty text while it is idle or where nobody can tell. */
    String running();

    /** The same, told from a stack that was taken a moment ago; saves taking one. */
    default String running(StackTraceElement[] stack) {
        return running();
    }

    /** Classes of the first waiting tasks, at most so many. Classes only: what a task says of itself may be secret. */
    List<String> queuedTasks(int most);

    /** Whether a periodic task waits in the queue or is being run; true where nobody can tell. */
    boolean hasPeriodicTask();

    /** The first waiting tasks, at most so many. */
    default List<QueuedTask> tasks(int most) {
        return queuedTasks(most).stream()
                .map(type -> new QueuedTask(type, false))
                .toList();
    }

    /**
     * What ended a periodic task that {@link Workplaces#remember} has seen here; null when none ended so, or nobody can
     * tell any more.
     */
    default Throwable endedBy() {
        return null;
    }

    /** Whether {@link #execute} can hand a task to it. */
    default boolean takesTasks() {
        return false;
    }

    /**
     * Hands it a task of ours, which any thread of it may run. Unlike all else here that runs the host's own code and takes
     * the lock of its queue.
     *
     * @throws RuntimeException what it refuses tasks with
     */
    default void execute(Runnable task) {
        throw new UnsupportedOperationException(type() + " takes no tasks");
    }
}
