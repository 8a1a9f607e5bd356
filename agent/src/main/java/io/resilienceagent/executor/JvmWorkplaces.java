package io.resilienceagent.executor;

import io.resilienceagent.bind.Opener;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Finds what the threads of this JVM work for: thread pools of the JDK, scheduled and fork-join pools, timers, and the
 * event loops of Netty and of what stands on it. A workplace holds its thread and executor by weak references only, and
 * may be kept. A look takes tens of microseconds. Thread-safe; never throws.
 */
public final class JvmWorkplaces implements Workplaces {
    private static final int MOST_LOOKED_AT = 64;

    private final Fields fields;
    private final PeriodicTasks periodic;

    /** @param opener opens packages of the JDK and of the host to the agent */
    public JvmWorkplaces(Opener opener) {
        this.fields = new Fields(opener);
        this.periodic = new PeriodicTasks(fields);
    }

    @Override
    public Optional<Workplace> of(Thread thread) {
        try {
            return thread.isAlive() ? find(thread) : Optional.empty();
        } catch (Throwable unknown) {
            // A class that cannot be opened, or no memory: nobody knows what this thread works for.
            return Optional.empty();
        }
    }

    @Override
    public void remember(Thread thread) {
        try {
            if (of(thread).orElse(null) instanceof ThreadPoolPlace pool) {
                pool.remember();
            }
        } catch (Throwable unknown) {
            // No memory: what ended a task will not be known.
            return;
        }
    }

    private Optional<Workplace> find(Thread thread) {
        if (thread instanceof ForkJoinWorkerThread worker) {
            return worker.getPool() == null ? Optional.empty() : Optional.of(new ForkJoinPlace(fields, worker));
        }
        if (thread.getClass().getName().equals("java.util.TimerThread")) {
            Object queue = fields.read(thread, "queue");
            return queue == null ? Optional.empty() : Optional.of(new TimerPlace(fields, thread, queue));
        }
        Object target = fields.read(thread, "target");
        target = target == null ? fields.read(thread, "holder", "task") : target;
        return target == null ? Optional.empty() : search(thread, target);
    }

    /** What makes threads likes to wrap what they run: the worker is looked for in what the thread's task holds. */
    private Optional<Workplace> search(Thread thread, Object target) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(target);
        while (!open.isEmpty() && seen.size() < MOST_LOOKED_AT) {
            Object next = open.poll();
            if (!seen.add(next)) {
                continue;
            }
            if (isA(next, "java.util.concurrent.ThreadPoolExecutor$Worker")) {
                Object pool = fields.read(next, "this$0");
                return pool == null || fields.read(next, "thread") != thread
                        ? Optional.empty()
                        : Optional.of(new ThreadPoolPlace(fields, thread, pool, next, periodic));
            }
            if (isA(next, "io.netty.util.concurrent.SingleThreadEventExecutor")) {
                if (fields.read(next, "thread") == thread) {
                    return Optional.of(new EventLoopPlace(fields, thread, next));
                }
                continue;
            }
            for (Object inner : fields.references(next)) {
                if (inner instanceof Runnable || inner instanceof Callable || isEventLoop(inner)) {
                    open.add(inner);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isEventLoop(Object object) {
        return isA(object, "io.netty.util.concurrent.SingleThreadEventExecutor");
    }

    private static boolean isA(Object object, String name) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().endsWith(name)) {
                return true;
            }
        }
        return false;
    }
}
