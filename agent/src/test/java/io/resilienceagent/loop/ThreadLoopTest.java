package io.resilienceagent.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.executor.Workplace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loops that are threads: found by their names or by what they work for, stalled when one task takes too long. */
@Timeout(30)
class ThreadLoopTest {
    private static final String NETTY = "loops: {stall_after: 500ms, threads: {netty: desk-eventloop-*}}\n";
    private static final String AUTO = "loops: {stall_after: 500ms, auto: true}\n";

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private LoopKit kit;

    @BeforeEach
    void begin(@TempDir Path directory) {
        kit = new LoopKit(directory);
    }

    @AfterEach
    void end() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        assertEquals(List.of(), kit.events.failures);
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private Desk desk(String name, String type) {
        Desk desk = new Desk(type);
        kit.workplaces.put(thread(name, this::standBy), desk);
        return desk;
    }

    private void standBy() {
        try {
            end.await();
        } catch (InterruptedException over) {
            // The test is over.
        }
    }

    @Test
    void aTaskThatTakesTooLongIsAStall() {
        Desk desk = desk("desk-eventloop-1", "io.netty.channel.nio.NioEventLoop");
        kit.policy(NETTY).run(1100);
        assertTrue(kit.table.everyLoopTicked());
        desk.idle = false;
        kit.run(450);
        assertEquals(List.of(), kit.stalled);
        kit.run(70);
        assertEquals("netty/desk-eventloop-1", kit.stalled.get(0).loop());
        assertEquals("desk-eventloop-1", kit.stalled.get(0).thread());
        assertEquals("", kit.suspects.get(0).method());
        assertTrue(kit.table.status("netty/desk-eventloop-1").orElseThrow().stalled());
        desk.idle = true;
        kit.run(10);
        assertEquals(1, kit.ended.size());
    }

    @Test
    void aThreadThatHasAlwaysWorkMakesProgressWithEachTask() {
        Desk desk = desk("desk-eventloop-1", "io.netty.channel.nio.NioEventLoop");
        kit.policy(NETTY);
        desk.idle = false;
        for (int i = 0; i < 20; i++) {
            desk.completed.incrementAndGet();
            kit.run(400);
        }
        assertEquals(List.of(), kit.stalled);
        kit.run(200);
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void byThemselvesLoopsAreThoseOfKnownLibraries() {
        desk("vert.x-eventloop-thread-0", "io.vertx.core.impl.EventLoopExecutor");
        desk("pool-1-thread-1", "java.util.concurrent.ScheduledThreadPoolExecutor");
        desk("pool-2-thread-1", "java.util.concurrent.ThreadPoolExecutor");
        desk("resilience-timer", "java.util.concurrent.ScheduledThreadPoolExecutor");
        kit.policy(AUTO).run(10);
        assertEquals(
                List.of("pool-1-thread-1", "vert.x-eventloop-thread-0"),
                kit.table.status().stream().map(LoopStatus::name).sorted().toList());
    }

    @Test
    void aThreadIsFoundWithinASecondAndForgottenWhenItEnds() throws InterruptedException {
        kit.policy(AUTO).run(10);
        Desk desk = desk("pool-1-thread-1", "java.util.concurrent.ScheduledThreadPoolExecutor");
        kit.run(1000);
        desk.idle = false;
        kit.run(600);
        assertEquals(1, kit.stalled.size());
        end.countDown();
        threads.get(0).join();
        kit.run(1000);
        assertEquals(List.of(), kit.table.status());
        assertEquals(1, kit.ended.size());
    }

    @Test
    void aDeclaredPatternWithoutAThreadHasNeverTicked() {
        kit.policy(NETTY).run(1100);
        assertEquals(List.of("netty"), kit.table.neverTicked());
        assertEquals(List.of(), kit.table.progress().ask().stuck());
    }

    @Test
    void threadsOfOneNameAreLoopsOfTheirOwn() {
        desk("desk-eventloop-1", "io.netty.channel.nio.NioEventLoop");
        desk("desk-eventloop-1", "io.netty.channel.nio.NioEventLoop");
        kit.policy(NETTY).run(10);
        assertEquals(
                2, kit.table.status().stream().map(LoopStatus::name).distinct().count());
    }

    @Test
    void anUnknownThreadThatWaitsForWorkRests() {
        Thread thread = thread("desk-eventloop-1", () -> {
            try {
                new LinkedBlockingQueue<>().take();
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);
        kit.policy(NETTY).run(5000);
        assertEquals(List.of(), kit.stalled);
        assertTrue(kit.table.everyLoopTicked());
    }

    @Test
    void anUnknownThreadThatWaitsForSomethingElseIsStalled() {
        Thread thread = thread("desk-eventloop-1", this::standBy);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        kit.policy(NETTY).run(600);
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void anUnknownThreadThatComputesIsStalled() {
        thread("desk-eventloop-1", () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        kit.policy(NETTY).run(600);
        assertEquals(1, kit.stalled.size());
    }

    @Test
    void anUnknownThreadThatWaitsAgainAfterItRanMakesProgress() {
        StackPulse pulse = new StackPulse(thread("desk-eventloop-1", () -> {
            try {
                while (!end.await(1, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException over) {
                // The test is over.
            }
        }));
        pulse.sample();
        long before = pulse.mark();
        await().until(() -> {
            pulse.sample();
            return pulse.mark() > before + 2;
        });
        assertTrue(pulse.busy());
    }

    @Test
    void aPolicyThatDoesNotAskForThreadsFindsNone() {
        desk("desk-eventloop-1", "io.netty.channel.nio.NioEventLoop");
        kit.policy("").run(2000);
        assertEquals(List.of(), kit.table.status());
        assertFalse(kit.detector.look(kit.now) < 1_000_000_000L, "nothing to look at");
    }

    /** A workplace that says what the test wants. */
    private static final class Desk implements Workplace {
        private final String type;
        private volatile boolean idle = true;
        private final AtomicLong completed = new AtomicLong();

        Desk(String type) {
            this.type = type;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public String id() {
            return "1";
        }

        @Override
        public boolean idle() {
            return idle;
        }

        @Override
        public long completed() {
            return completed.get();
        }

        @Override
        public int queued() {
            return 0;
        }

        @Override
        public String running() {
            return "";
        }

        @Override
        public List<String> queuedTasks(int most) {
            return List.of();
        }

        @Override
        public boolean hasPeriodicTask() {
            return true;
        }
    }
}
