package io.resilienceagent.report.tool;

import io.resilienceagent.report.recorded.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Makes a recording of a given size, of a busy program: threads that compute at different depths, fight for a lock and
 * wait, with events of the agent's between. Arguments: the file, and its size in megabytes (500).
 */
public final class BigRecording {
    private static final int THREADS = 8;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Object MONITOR = new Object();

    private static volatile boolean enough;
    private static volatile double computed;

    private BigRecording() {}

    /** Makes one. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        long bytes = (arguments.length > 1 ? Long.parseLong(arguments[1]) : 500) << 20;
        Configuration profile = Configuration.getConfiguration("profile");
        try (Recording recording = new Recording(profile)) {
            for (String event :
                    List.of("jdk.ThreadPark", "jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadSleep")) {
                recording.enable(event).withThreshold(Duration.ZERO);
            }
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
            recording.setToDisk(true);
            recording.start();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Thread thread = new Thread(() -> work(number), "worker-" + i);
                thread.start();
                threads.add(thread);
            }
            while (recording.getSize() < bytes) {
                Thread.sleep(100);
            }
            enough = true;
            for (Thread thread : threads) {
                thread.join();
            }
            recording.stop();
            recording.dump(file);
        }
        System.out.println(file + " " + (Files.size(file) >> 20) + " MB, " + computed);
    }

    private static void work(int number) {
        for (int round = 0; !enough; round++) {
            deep(number + round % 40, round);
            if (round % 50 == 0) {
                Told.denied("place_order", "RATE_LIMIT", "more than 10 in 1 s");
            }
            if (round % 400 == 0) {
                Told.lag("loop-" + number, round % 300);
            }
            if (round % 20_000 == 0) {
                Told.stall(
                        String.format("stall-%08x", number << 24 | round / 20_000),
                        "loop-" + number,
                        "worker-" + number,
                        "CPU_SPIN",
                        600,
                        true);
            }
        }
    }

    private static void deep(int depth, int round) {
        if (depth > 0) {
            deep(depth - 1, round);
            return;
        }
        LOCK.lock();
        try {
            computed = Math.sqrt(round);
        } finally {
            LOCK.unlock();
        }
        synchronized (MONITOR) {
            computed = depth;
        }
    }
}
