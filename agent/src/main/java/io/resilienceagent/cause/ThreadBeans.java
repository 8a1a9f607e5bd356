package io.resilienceagent.cause;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * What the JVM tells of its threads. Virtual threads have no processor time, no lock owner and no part in its search for
 * deadlocks: of them only state and stack are told. Thread-safe; throws nothing but errors.
 */
final class ThreadBeans {
    /** How many frames one look takes: the time that the JVM needs grows with them, on JDK 17 while all threads stand. */
    static final int LOOK_DEPTH = 512;
    /** Up to where a stack's depth is counted. */
    static final int MOST_DEPTH = 4096;

    private static final StackTraceElement[] NONE = new StackTraceElement[0];
    /** From JDK 21 on one thread's stack is taken without stopping the others, but only its first 1,024 frames. */
    private static final boolean CHEAP_STACKS = Runtime.version().feature() >= 21;

    private final ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    private final boolean cpuTime = bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled();

    /** Whether processor times are told. */
    boolean tellsCpuTime() {
        return cpuTime;
    }

    /** The processor time of a thread so far; -1 where it is not told. */
    long cpuNanos(Thread thread) {
        return cpuTime && !isVirtual(thread) ? bean.getThreadCpuTime(thread.getId()) : -1;
    }

    /** The topmost frames: at least {@value #LOOK_DEPTH} where there are so many. */
    StackTraceElement[] stack(Thread thread) {
        if (CHEAP_STACKS || isVirtual(thread)) {
            return thread.getStackTrace();
        }
        ThreadInfo info = bean.getThreadInfo(thread.getId(), LOOK_DEPTH);
        return info == null ? NONE : info.getStackTrace();
    }

    /** How deep its stack is, counted up to {@value #MOST_DEPTH}; -1 if that cannot be told. */
    int depth(Thread thread) {
        ThreadInfo info = isVirtual(thread) ? null : bean.getThreadInfo(thread.getId(), MOST_DEPTH);
        return info == null ? -1 : info.getStackTrace().length;
    }

    /** State, lock and holder, without a stack; null for a virtual thread or one that has ended. */
    ThreadInfo info(long id) {
        return bean.getThreadInfo(id, 0);
    }

    /** The same with a stack. */
    ThreadInfo infoWithStack(long id) {
        return bean.getThreadInfo(id, LOOK_DEPTH);
    }

    /** The same of several, all at one moment, with the monitors that they hold; null for one that has ended. */
    ThreadInfo[] together(long[] ids) {
        // Without the locks of java.util.concurrent: to find these the JVM would walk the whole heap.
        return bean.getThreadInfo(ids, true, false, LOOK_DEPTH);
    }

    /** Whether the JVM itself finds the thread in a cycle of monitors and locks. */
    boolean isDeadlocked(long id) {
        long[] ids = bean.isSynchronizerUsageSupported()
                ? bean.findDeadlockedThreads()
                : bean.findMonitorDeadlockedThreads();
        if (ids != null) {
            for (long deadlocked : ids) {
                if (deadlocked == id) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether deadlocks are found, those of java.util.concurrent included. */
    boolean findsDeadlocks() {
        return bean.isSynchronizerUsageSupported();
    }

    /** Whether it is a virtual thread; by its class's name, since JDK 17 knows none. */
    static boolean isVirtual(Thread thread) {
        return thread.getClass().getName().equals("java.lang.VirtualThread");
    }
}
