package io.resilienceagent.host;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A thousand loops that are threads, of which one hangs, and ten thousand virtual threads where there are any. */
public final class CrowdHost {
    private static final int LOOPS = 1000;
    private static final int VIRTUAL = 10_000;
    private static final long WATCHED_NANOS = 3_000_000_000L;

    private static final AtomicInteger WORKED = new AtomicInteger();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private CrowdHost() {}

    public static void main(String[] arguments) throws Exception {
        LinkedBlockingQueue<Integer> work = new LinkedBlockingQueue<>();
        for (int i = 0; i < LOOPS; i++) {
            daemon("worker-" + i, () -> loop(work));
        }
        Tell.that("virtual", startVirtual());
        Await.until("the agent looks", () -> cpu("resilience-checker") > 0);
        long before = cpu("resilience-checker");
        long start = System.nanoTime();
        while (System.nanoTime() - start < WATCHED_NANOS) {
            work.add(1);
            LockSupport.parkNanos(1_000_000);
        }
        Tell.that("checker_permille", (cpu("resilience-checker") - before) * 1000 / (System.nanoTime() - start));
        work.add(0);
        Path incidents = Path.of("resilience-state", "incidents");
        Await.until(
                "the dump", () -> written(incidents, "task-dump.json") > 0 && written(incidents, "summary.json") > 0);
        Tell.that("worked", WORKED.get() > 0);
    }

    private static long written(Path incidents, String name) throws Exception {
        if (!Files.exists(incidents)) {
            return 0;
        }
        // Not a walk: within the folders files come and go.
        try (Stream<Path> found = Files.list(incidents)) {
            return found.filter(folder -> folder.getFileName().toString().startsWith("stall-"))
                    .filter(folder -> Files.exists(folder.resolve(name)))
                    .count();
        }
    }

    private static long cpu(String thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(running -> running.getName().equals(thread))
                .mapToLong(running -> threads.getThreadCpuTime(running.getId()))
                .sum();
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 256 << 10);
        thread.setDaemon(true);
        thread.start();
    }

    private static void loop(LinkedBlockingQueue<Integer> work) {
        try {
            while (work.take() > 0) {
                WORKED.incrementAndGet();
            }
            hang();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hang() throws InterruptedException {
        NEVER.await();
    }

    /** By reflection, since this is compiled for JDK 17. */
    private static int startVirtual() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return 0;
        }
        Runnable wait = () -> {
            try {
                NEVER.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        for (int i = 0; i < VIRTUAL; i++) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, wait);
        }
        return VIRTUAL;
    }
}
