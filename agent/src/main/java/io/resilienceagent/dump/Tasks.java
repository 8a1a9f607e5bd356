package io.resilienceagent.dump;

import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.QueuedTask;
import io.resilienceagent.executor.Workplace;
import io.resilienceagent.executor.Workplaces;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All tasks of this JVM as they were at one moment, counted, so that the dump can begin with their number. Platform
 * threads come with their stacks; those of virtual threads are taken while they are written.
 *
 * <p>The locks that threads hold are asked for only as far as monitors go: for those of java.util.concurrent the JVM
 * would stop the host and walk its whole heap. Who holds one is known from those who wait for it.
 */
final class Tasks {
    /** Of each stack; a runaway recursion fills more. */
    static final int MOST_FRAMES = 256;

    private final Map<Long, ThreadInfo> threads = new LinkedHashMap<>();
    private final Map<Long, Workplace> workplaces = new HashMap<>();
    private final Map<String, Executor> executors = new LinkedHashMap<>();
    private final List<Thread> virtual;
    private final List<List<ThreadInfo>> deadlocks;
    private final boolean truncated;
    private final int total;

    /** An executor: its worker threads and what waits for them. */
    record Executor(String name, Workplace any, List<Long> workers, List<Running> running, List<QueuedTask> waiting) {}

    /** A task that a thread runs just now. */
    record Running(String type, ThreadInfo thread) {}

    /**
     * Takes stock.
     *
     * @param most how many tasks are listed at the most; platform threads all are
     */
    Tasks(JvmThreads jvm, Workplaces finder, int most) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        remember(bean.dumpAllThreads(true, false, MOST_FRAMES));
        long[] deadlocked = bean.findDeadlockedThreads();
        this.deadlocks = deadlocked == null ? List.of() : LockCycles.among(deadlocked, threads);
        for (Thread thread : jvm.platform()) {
            finder.of(thread).ifPresent(place -> workplaces.put(jvm.id(thread), place));
        }
        int left = most - threads.size();
        boolean more = false;
        for (Map.Entry<Long, Workplace> worker : workplaces.entrySet()) {
            Workplace place = worker.getValue();
            String name = place.type() + '@' + place.id();
            Executor executor = executors.get(name);
            if (executor == null) {
                executor = new Executor(name, place, new ArrayList<>(), new ArrayList<>(), place.tasks(left));
                left = Math.max(0, left - executor.waiting().size());
                more |= place.queued() > executor.waiting().size();
                executors.put(name, executor);
            }
            executor.workers().add(worker.getKey());
            ThreadInfo thread = threads.get(worker.getKey());
            String running = thread == null || place.idle() ? "" : place.running(thread.getStackTrace());
            if (!running.isEmpty()) {
                executor.running().add(new Running(running, thread));
                left = Math.max(0, left - 1);
            }
        }
        JvmThreads.Virtual found = jvm.virtual(left);
        this.virtual = found.threads();
        this.truncated = more || found.more();
        this.total = count();
    }

    /** Of these threads only: for a JVM that has no memory left for more. */
    Tasks(Collection<Long> ids) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long[] deadlocked = bean.findDeadlockedThreads();
        long[] wanted = new long[ids.size() + (deadlocked == null ? 0 : deadlocked.length)];
        int count = 0;
        for (long id : ids) {
            wanted[count++] = id;
        }
        if (deadlocked != null) {
            System.arraycopy(deadlocked, 0, wanted, count, deadlocked.length);
        }
        remember(bean.getThreadInfo(wanted, MOST_FRAMES));
        this.deadlocks = deadlocked == null ? List.of() : LockCycles.among(deadlocked, threads);
        this.virtual = List.of();
        this.truncated = true;
        this.total = count();
    }

    private void remember(ThreadInfo[] infos) {
        for (ThreadInfo info : infos) {
            if (info != null) {
                threads.put(info.getThreadId(), info);
            }
        }
    }

    private int count() {
        int count = threads.size() + virtual.size();
        for (Executor executor : executors.values()) {
            count += executor.running().size() + executor.waiting().size();
        }
        return count;
    }

    /** How many tasks it has. */
    int total() {
        return total;
    }

    /** Whether there were more than it may list. */
    boolean truncated() {
        return truncated;
    }

    /** Platform threads by id. */
    Map<Long, ThreadInfo> threads() {
        return threads;
    }

    /** What a platform thread works for; null if for nothing that is known. */
    Workplace workplace(long thread) {
        return workplaces.get(thread);
    }

    Collection<Executor> executors() {
        return executors.values();
    }

    List<Thread> virtual() {
        return virtual;
    }

    List<List<ThreadInfo>> deadlocks() {
        return deadlocks;
    }
}
