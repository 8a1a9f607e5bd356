package io.resilienceagent.loop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The pulse of a thread of which nothing is known, by what can be seen from outside. It makes progress when it is found waiting
 * for work, or waiting again after it has run: its processor time tells. One that computes at every look, or waits without end for something else
 * than work, makes none. What this cannot tell: a thread that has so much to do that it is never seen to wait.
 */
final class StackPulse implements Pulse {
    private static final int TOP = 12;

    private final Thread thread;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long progress;
    private boolean busy = true;
    private long processor = -1;

    StackPulse(Thread thread) {
        this.thread = thread;
    }

    @Override
    public void sample() {
        long used = processorNanos();
        boolean ran = used < 0 || used != processor;
        processor = used;
        if (!ran && !busy) {
            // It rested and has not run since: it rests.
            return;
        }
        Thread.State state = thread.getState();
        boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        busy = state != Thread.State.TERMINATED && !rests(state);
        if (!busy || (waits && ran && used >= 0)) {
            progress++;
        }
    }

    private long processorNanos() {
        try {
            return threads.getThreadCpuTime(thread.getId());
        } catch (UnsupportedOperationException unknown) {
            return -1;
        }
    }

    private boolean rests(Thread.State state) {
        if (state == Thread.State.BLOCKED || state == Thread.State.NEW) {
            return false;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < stack.length && i < TOP; i++) {
            if (waitsForWork(stack[i].getClassName(), stack[i].getMethodName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean waitsForWork(String type, String method) {
        switch (method) {
            case "take", "poll", "pollFirst", "pollLast", "takeFirst", "takeLast", "transfer" -> {
                return type.endsWith("Queue") || type.endsWith("Deque") || type.contains("Queue$");
            }
            case "select", "epollWait", "kevent", "accept" -> {
                return type.startsWith("sun.nio.ch.") || type.startsWith("io.netty.channel.");
            }
            case "awaitWork" -> {
                return type.equals("java.util.concurrent.ForkJoinPool");
            }
            case "mainLoop" -> {
                return type.equals("java.util.TimerThread");
            }
            case "remove" -> {
                return type.equals("java.lang.ref.ReferenceQueue");
            }
            default -> {
                return false;
            }
        }
    }

    @Override
    public long mark() {
        return progress;
    }

    @Override
    public boolean busy() {
        return busy;
    }

    @Override
    public Thread thread() {
        return thread;
    }
}
