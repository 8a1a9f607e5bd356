package io.resilienceagent.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.InstrumentedOpener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JvmThreadsTest {
    private final JvmThreads threads = new JvmThreads(new InstrumentedOpener());

    @Test
    void platformThreadsAreListedWhoeverHoldsTheirGroup() throws InterruptedException {
        List<Thread> seen = new CopyOnWriteArrayList<>();
        CountDownLatch looked = new CountDownLatch(1);
        Thread looker = new Thread(() -> {
            seen.addAll(List.of(threads.platform()));
            looked.countDown();
        });
        synchronized (Thread.currentThread().getThreadGroup()) {
            looker.start();
            assertTrue(looked.await(1, TimeUnit.MINUTES));
        }
        assertTrue(seen.containsAll(List.of(looker, Thread.currentThread())));
    }

    /** On JDK 17 there are none, and that is no error. */
    @Test
    void virtualThreadsAreListedUpToABound() throws Exception {
        boolean has = Runtime.version().feature() >= 21;
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(has ? 50 : 0);
        ExecutorService executor = has
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; has && i < 50; i++) {
                executor.execute(() -> {
                    begun.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            begun.await();
            JvmThreads.Virtual all = threads.virtual(1000);
            // The JDK's own pollers, which have names, come with the first socket that a virtual thread waits for.
            assertEquals(
                    has ? 50 : 0,
                    all.threads().stream()
                            .filter(thread -> thread.getName().isEmpty())
                            .count());
            assertFalse(all.more());
            JvmThreads.Virtual some = threads.virtual(20);
            assertEquals(has ? 20 : 0, some.threads().size());
            assertEquals(has, some.more());
        } finally {
            gate.countDown();
            executor.shutdown();
        }
    }
}
