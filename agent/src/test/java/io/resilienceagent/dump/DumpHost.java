package io.resilienceagent.dump;

import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.JvmWorkplaces;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Hosts with much to dump, or with no memory left. Their packages are opened on the command line. */
public final class DumpHost {
    private static final CountDownLatch GATE = new CountDownLatch(1);

    private DumpHost() {}

    /** Arguments: {@code many threads virtual queued} or {@code full}. */
    public static void main(String[] arguments) throws Exception {
        EventLog log = new EventLog(System.err, Ticker.system());
        IncidentStore store = new IncidentStore(Path.of("incidents").toAbsolutePath(), 10, 1 << 30, t -> t, log);
        TaskDump dump = new TaskDump(
                store, new JvmThreads(type -> {}), new JvmWorkplaces(type -> {}), t -> t, Ticker.system(), log);
        long start = System.nanoTime();
        dump.prepare();
        System.out.println("prepare_ms=" + millis(System.nanoTime() - start));
        if (arguments[0].equals("full")) {
            full(dump);
        } else {
            many(dump, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
        System.exit(0);
    }

    private static void many(TaskDump dump, int threads, int virtual, int queued) throws Exception {
        CountDownLatch begun = new CountDownLatch(threads + virtual + 1);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> deep(begun, 20), "worker-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        ExecutorService pool = Executors.newFixedThreadPool(1);
        for (int i = 0; i <= queued; i++) {
            pool.execute(() -> deep(begun, 20));
        }
        if (virtual > 0) {
            ExecutorService perTask = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            for (int i = 0; i < virtual; i++) {
                perTask.execute(() -> deep(begun, 20));
            }
        }
        begun.await();
        take(dump, "stall-00000001");
        take(dump, "stall-00000002");
    }

    private static void deep(CountDownLatch begun, int depth) {
        if (depth > 0) {
            deep(begun, depth - 1);
            return;
        }
        begun.countDown();
        try {
            GATE.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes all memory there is, in ever smaller pieces; then a dump; and one more when memory is back. */
    private static void full(TaskDump dump) {
        DumpRequest prepared = request("stall-00000001");
        List<Object> ballast = new ArrayList<>(1 << 20);
        for (int size = 1 << 20; size >= 16; size >>= 1) {
            try {
                while (ballast.size() < 1 << 20) {
                    ballast.add(new byte[size]);
                }
            } catch (OutOfMemoryError full) {
                // A smaller piece may still fit.
            }
        }
        DumpResult without = dump.take(prepared);
        ballast.clear();
        System.out.println("without_memory=" + without.file().isPresent());
        take(dump, "stall-00000002");
    }

    private static void take(TaskDump dump, String id) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        DumpResult result = dump.take(request(id));
        System.out.println(id + "_processor_ms=" + millis(threads.getCurrentThreadCpuTime() - processor));
        System.out.println(id + "_tasks=" + result.totalTasks());
        System.out.println(id + "_ms=" + millis(result.nanos()));
    }

    private static DumpRequest request(String id) {
        return new DumpRequest(
                id, "LOOP_GUARD_TIMEOUT", List.of(Thread.currentThread().getId()), Map.of(), Map.of());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
