package io.resilienceagent.executor;

import java.util.List;

/** Finds the host's own class behind the wrappers that executors put around a task. Thread-safe. */
final class TaskNames {
    private static final int DEEPEST = 8;
    private static final List<String> INNER = List.of(
            "callable", "task", "runnable", "fn", "val$command", "val$task", "val$runnable", "delegate", "action");
    /** Whose classes only wrap; Netty's also under the name of who brought it along. */
    private static final List<String> WRAPPERS =
            List.of("java.util.concurrent.", "java.util.Timer", "io.vertx.core.", "org.springframework.scheduling.");

    private final Fields fields;

    TaskNames(Fields fields) {
        this.fields = fields;
    }

    /** The task's class, unwrapped. */
    QueuedTask of(Object task) {
        boolean periodic = isPeriodic(task);
        Object inner = task;
        for (int depth = 0; depth < DEEPEST && isWrapper(inner.getClass().getName()); depth++) {
            Object next = inner(inner);
            if (next == null) {
                break;
            }
            inner = next;
        }
        return new QueuedTask(plain(inner.getClass().getName()), periodic);
    }

    private Object inner(Object wrapper) {
        for (String name : INNER) {
            Object inner = fields.read(wrapper, name);
            if (inner != null && inner != wrapper) {
                return inner;
            }
        }
        return null;
    }

    /** A period other than 0 is what the JDK's and Netty's tasks and timers have in common. */
    boolean isPeriodic(Object task) {
        return isNotZero(task, "period") || isNotZero(task, "periodNanos");
    }

    private boolean isNotZero(Object task, String field) {
        return fields.read(task, field) instanceof Long period && period != 0;
    }

    static boolean isWrapper(String className) {
        return WRAPPERS.stream().anyMatch(className::startsWith) || isNetty(className);
    }

    static boolean isNetty(String className) {
        return className.startsWith("io.netty.") || className.contains(".io.netty.");
    }

    /** A lambda has the name of the class it stands in. */
    static String plain(String className) {
        int lambda = className.indexOf("$$Lambda");
        return lambda < 0 ? className : className.substring(0, lambda);
    }
}
