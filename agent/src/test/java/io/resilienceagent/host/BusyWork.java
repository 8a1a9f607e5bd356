package io.resilienceagent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What {@link BusyHost} does all the time, and the books it keeps of that. */
final class BusyWork {
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "later"));
    private final BusyClient client = new BusyClient(later);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong denied = new AtomicLong();
    private final AtomicLong letThrough = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private volatile String firstWrong = "";
    private volatile boolean stopped;

    /** One piece of work. */
    private interface Work {
        /** Whether the answer was right. */
        boolean done(long number) throws Exception;
    }

    void start() {
        thread("query-1", number -> client.query(number) == number + 1);
        thread("query-2", number -> client.query(number) == number + 1);
        thread("order", number -> client.order("BTC", "BUY", number + 1).equals("BUY " + (number + 1) + " BTC"));
        thread("async", number -> client.answerLater(number).get(60, TimeUnit.SECONDS) == number + 1);
        thread("limited", number -> {
            Long answer = client.limited(number);
            letThrough.incrementAndGet();
            return answer != null && answer == number + 1;
        });
        thread("loop", number -> tick());
    }

    boolean tick() {
        ticks.incrementAndGet();
        return true;
    }

    private void thread(String name, Work work) {
        // A host that is short of memory gives its threads small stacks.
        Thread thread = new Thread(null, () -> run(name, work), name, Long.getLong("busy.stack", 0));
        thread.start();
        threads.add(thread);
    }

    private void run(String name, Work work) {
        for (long number = 0; !stopped; number++) {
            asked.incrementAndGet();
            try {
                if (work.done(number)) {
                    answered.incrementAndGet();
                } else {
                    isWrong(name + " got no right answer");
                }
            } catch (Throwable thrown) {
                if (name.equals("limited") && thrown.getMessage().startsWith("RATE_LIMITED")) {
                    denied.incrementAndGet();
                } else {
                    isWrong(name + " got " + thrown);
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void isWrong(String what) {
        if (wrong.getAndIncrement() == 0) {
            firstWrong = what;
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        later.shutdown();
    }

    Map<String, Object> counts() {
        Map<String, Object> counts = new TreeMap<>();
        counts.put("asked", asked.get());
        counts.put("answered", answered.get());
        counts.put("denied", denied.get());
        counts.put("let through", letThrough.get());
        counts.put("wrong", wrong + " " + firstWrong);
        counts.put("ticks", ticks.get());
        counts.put("queries", client.queries.get());
        counts.put("reached", client.reached.get() + ticks.get());
        counts.put("safe mode", client.safeMode());
        return counts;
    }
}
