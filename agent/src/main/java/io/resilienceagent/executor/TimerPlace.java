package io.resilienceagent.executor;

import java.util.List;

/** The thread of a {@code java.util.Timer}. Its queue is what tells one timer from another. */
final class TimerPlace extends Place {
    private static final String THREAD = "java.util.TimerThread";

    TimerPlace(Fields fields, Thread thread, Object queue) {
        super(fields, thread, queue);
    }

    /** It waits on its queue and nothing of a task is on its stack. */
    @Override
    public boolean idle() {
        StackTraceElement[] stack = stack();
        int loop = Stacks.outermost(stack, THREAD, "mainLoop");
        return loop < 0 || (loop > 0 && stack[loop - 1].getClassName().equals("java.lang.Object"));
    }

    @Override
    public long completed() {
        return -1;
    }

    @Override
    List<Object> taskQueues() {
        Object queue = executor();
        return queue == null ? List.of() : List.of(queue);
    }

    @Override
    public String running(StackTraceElement[] stack) {
        return Stacks.taskAbove(stack, THREAD, "mainLoop").replace("java.lang.Object", "");
    }

    /** A periodic task of a timer is back in the queue before it is run. */
    @Override
    public boolean hasPeriodicTask() {
        Object queue = executor();
        if (queue == null) {
            return true;
        }
        return elements(Integer.MAX_VALUE).stream().anyMatch(this::isPeriodic) || !idle();
    }
}
