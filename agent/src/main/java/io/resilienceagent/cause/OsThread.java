package io.resilienceagent.cause;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The operating system's thread of a Java thread, which the JVM does not tell. On Linux its name begins like the Java
 * thread's, and its processor time is the same to the nanosecond: together that is proof enough. Searched bit by bit,
 * since there may be thousands; used by one thread; never throws.
 */
final class OsThread {
    private static final String TASKS = "/proc/self/task/";
    private static final int NAME_BYTES = 15;
    private static final int MOST_TASKS = 5_000;
    /** The kernel's figure of a thread that runs may be a tick behind. */
    private static final long TICK_NANOS = 10_000_000;

    private final byte[] name;
    private final LongSupplier cpuNanos;
    private String[] tasks;
    private int next;
    private final Map<String, String> peers = new HashMap<>();
    private int found = -1;
    private boolean several;
    private boolean byTimeAlone;

    /**
     * Begins a search.
     *
     * @param cpuNanos the thread's processor time so far
     */
    OsThread(String name, LongSupplier cpuNanos) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        this.name = Arrays.copyOf(bytes, Math.min(bytes.length, NAME_BYTES));
        this.cpuNanos = cpuNanos;
    }

    /** Goes on with the search, by so many threads of the process. */
    void search(int most) {
        if (tasks == null) {
            String[] listed = new File(TASKS).list();
            tasks = listed == null || listed.length > MOST_TASKS ? new String[0] : listed;
        }
        for (int end = Math.min(tasks.length, next + most); next < end && !several; next++) {
            if (byTimeAlone ? hasExactlyItsTime(tasks[next]) : isNamed(tasks[next]) && hasItsTime(tasks[next])) {
                several = found >= 0;
                found = Integer.parseInt(tasks[next]);
            }
        }
        if (next >= tasks.length && found < 0 && !byTimeAlone) {
            // The thread main is called like the process, and one that another renamed has its old name.
            byTimeAlone = true;
            next = 0;
        }
    }

    /** Ends the search. */
    private void searchAll() {
        search(MOST_TASKS);
        search(MOST_TASKS);
    }

    /** The thread's number; -1 while it is not found, or where more than one could be it. */
    int id() {
        return tasks != null && next >= tasks.length && !several ? found : -1;
    }

    /** What the thread waits on in the operating system. */
    WaitedOn waitedOn() {
        searchAll();
        return WaitedOn.of(id(), peers);
    }

    /** How long the thread was ready to run and had to wait for a processor, so far; -1 if unknown. */
    long queuedNanos() {
        if (id() < 0) {
            return -1;
        }
        long[] numbers = ProcFile.numbers(ProcFile.text(TASKS + found + "/schedstat", 128), 2);
        return numbers == null ? -1 : numbers[1];
    }

    private boolean isNamed(String task) {
        String text = ProcFile.text(TASKS + task + "/comm", 64);
        if (text == null) {
            return false;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
        return Arrays.equals(name, 0, name.length, bytes, 0, length);
    }

    private boolean hasExactlyItsTime(String task) {
        long before = cpuNanos.getAsLong();
        long[] numbers = ProcFile.numbers(ProcFile.text(TASKS + task + "/schedstat", 128), 1);
        return numbers != null && before > 0 && numbers[0] == before && before == cpuNanos.getAsLong();
    }

    private boolean hasItsTime(String task) {
        long before = cpuNanos.getAsLong();
        long[] numbers = ProcFile.numbers(ProcFile.text(TASKS + task + "/schedstat", 128), 1);
        long after = cpuNanos.getAsLong();
        if (numbers == null || before < 0) {
            return true;
        }
        // One that waits has exactly this time; one that runs is somewhere between.
        return before == after ? numbers[0] == before : numbers[0] >= before - TICK_NANOS && numbers[0] <= after;
    }
}
