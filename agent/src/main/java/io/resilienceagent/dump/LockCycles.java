package io.resilienceagent.dump;

import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Threads that wait for each other in a circle, by who owns what each waits for. Stateless. */
final class LockCycles {
    private LockCycles() {}

    /**
     * The circles, each once, from the thread with the lowest id on.
     *
     * @param deadlocked ids of the threads that the JVM found in circles, or behind one
     */
    static List<List<ThreadInfo>> among(long[] deadlocked, Map<Long, ThreadInfo> threads) {
        List<List<ThreadInfo>> cycles = new ArrayList<>();
        Set<Long> done = new HashSet<>();
        for (long start : deadlocked) {
            List<ThreadInfo> path = new ArrayList<>();
            Set<Long> onPath = new HashSet<>();
            ThreadInfo next = threads.get(start);
            while (next != null && !done.contains(next.getThreadId()) && onPath.add(next.getThreadId())) {
                path.add(next);
                next = threads.get(next.getLockOwnerId());
            }
            if (next != null && onPath.contains(next.getThreadId())) {
                long entry = next.getThreadId();
                while (path.get(0).getThreadId() != entry) {
                    path.remove(0);
                }
                cycles.add(path);
            }
            done.addAll(onPath);
        }
        return cycles;
    }
}
