package io.resilienceagent.cause;

import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Threads that wait for each other's monitors or exclusive locks for ever, and those that wait for one of them. The
 * JVM does not see virtual threads in such a cycle, nor who holds a read lock.
 */
final class Deadlock implements Explanation {
    @Override
    public Finding of(Seen seen) {
        Activity activity = seen.looks().last().activity();
        if (activity != Activity.BLOCKED && activity != Activity.WAITS && activity != Activity.AWAITS_IO) {
            return null;
        }
        // Following the holders costs microseconds; only where they meet does the JVM search all threads.
        LockChain chain = LockChain.from(seen.threads(), seen.suspect().thread().getId());
        if (chain.meets() < 0
                || !seen.threads().isDeadlocked(chain.links().get(chain.meets()).getThreadId())) {
            return null;
        }
        List<ThreadInfo> members = together(seen.threads(), chain);
        List<Object> cycle = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            cycle.add(member(members.get(i), members.get(Math.floorMod(i - 1, members.size()))));
        }
        return new Evidence(summary(seen, chain, members))
                .with("cycle", cycle)
                .with("in_cycle", chain.meets() == 0)
                .with("waits_for", LockChain.lock(chain.first()))
                .with("held_by", chain.first().getLockOwnerName())
                .with("chain", LockWait.chain(chain))
                .as(Cause.DEADLOCK);
    }

    /** The members of the cycle at one moment; as they were in the chain where one cannot be had any more. */
    private static List<ThreadInfo> together(ThreadBeans threads, LockChain chain) {
        List<ThreadInfo> members =
                chain.links().subList(chain.meets(), chain.links().size());
        long[] ids = members.stream().mapToLong(ThreadInfo::getThreadId).toArray();
        ThreadInfo[] infos = threads.together(ids);
        List<ThreadInfo> now = new ArrayList<>();
        for (int i = 0; i < infos.length; i++) {
            now.add(infos[i] == null ? members.get(i) : infos[i]);
        }
        return now;
    }

    private static Map<String, Object> member(ThreadInfo info, ThreadInfo waiter) {
        List<String> holds = new ArrayList<>();
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            holds.add(LockChain.text(monitor));
        }
        // A lock of java.util.concurrent is not among the monitors: that it is held is known from who waits for it.
        if (!holds.contains(LockChain.lock(waiter))) {
            holds.add(LockChain.lock(waiter));
        }
        return Evidence.part()
                .with("thread", info.getThreadName())
                .with("state", info.getThreadState().name())
                .with("waits_for", LockChain.lock(info))
                .with("held_by", info.getLockOwnerName())
                .with("at", Frames.host(info.getStackTrace()))
                .with("holds", holds)
                .facts();
    }

    private static String summary(Seen seen, LockChain chain, List<ThreadInfo> members) {
        StringBuilder text = new StringBuilder(seen.subject());
        text.append(
                chain.meets() == 0 ? " is in a deadlock that nothing ends: " : " waits for a thread in a deadlock: ");
        for (ThreadInfo member : members) {
            text.append(member.getThreadName())
                    .append(" waits for ")
                    .append(LockChain.lock(member))
                    .append(" held by ")
                    .append(member.getLockOwnerName())
                    .append("; ");
        }
        return text.substring(0, text.length() - 2);
    }
}
