package io.resilienceagent.executor;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The thread of an event loop of Netty's, and so of Vert.x, Reactor Netty and others that bring Netty along under
 * another name. Netty keeps no count of tasks and no flag for idleness: a look at the stack tells.
 */
final class EventLoopPlace extends Place {
    /** What an event loop's thread stands in while it waits for work: the selectors of the JDK and of Netty, or a queue. */
    private static final Set<String> WAITS = Set.of(
            "wait",
            "wait0",
            "poll",
            "poll0",
            "park",
            "epollWait",
            "epollWait0",
            "epollBusyWait",
            "epollBusyWait0",
            "keventWait",
            "kevent",
            "ioUringEnter",
            "select",
            "doSelect");
    /** Between the loop and a task or a handler stands one of these. */
    private static final Set<String> WORKS = Set.of(
            "runTask",
            "safeExecute",
            "runAllTasks",
            "runAllTasksFrom",
            "processSelectedKey",
            "processSelectedKeys",
            "processReady",
            "closeAll",
            "handle");

    EventLoopPlace(Fields fields, Thread thread, Object loop) {
        super(fields, thread, loop);
    }

    @Override
    public boolean idle() {
        return idle(stack());
    }

    private static boolean idle(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return true;
        }
        if (!WAITS.contains(stack[0].getMethodName())) {
            return false;
        }
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            boolean netty = TaskNames.isNetty(type);
            boolean jdk = type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
            if (netty ? WORKS.contains(frame.getMethodName()) : !jdk) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long completed() {
        return -1;
    }

    /** When the last tasks ended, and how many were taken from the queue. Reads of channels are no tasks. */
    @Override
    public long progress() {
        Object loop = executor();
        if (loop == null) {
            return -1;
        }
        long taken = fields.number(fields.read(loop, "taskQueue"), "consumerIndex");
        return (fields.number(loop, "lastExecutionTime") * 31 + taken) & Long.MAX_VALUE;
    }

    @Override
    List<Object> taskQueues() {
        Object loop = executor();
        return Stream.of("taskQueue", "tailTasks", "scheduledTaskQueue")
                .map(name -> fields.read(loop, name))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public String running(StackTraceElement[] stack) {
        if (idle(stack)) {
            return "";
        }
        String task = "";
        for (int i = stack.length - 1; i >= 0 && task.isEmpty(); i--) {
            StackTraceElement frame = stack[i];
            if (TaskNames.isNetty(frame.getClassName()) && WORKS.contains(frame.getMethodName())) {
                task = Stacks.taskAbove(stack, frame.getClassName(), frame.getMethodName());
            }
        }
        return task;
    }

    /** The running task may be periodic, and then it is in no queue. */
    @Override
    public boolean hasPeriodicTask() {
        Object waiting = fields.read(executor(), "scheduledTaskQueue");
        return queues.elements(waiting, Integer.MAX_VALUE).stream().anyMatch(this::isPeriodic) || !idle();
    }
}
