package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.buy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at once. */
class OrderRaceTest {
    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void exactlyOneOfManyThreadsSendsAnOrder() throws Exception {
        int racers = 16;
        int rounds = 2000;
        OrderBook book = OrderBook.inMemory(time.orders(), events);
        CyclicBarrier barrier = new CyclicBarrier(racers);
        AtomicInteger[] admitted = new AtomicInteger[rounds];
        for (int round = 0; round < rounds; round++) {
            admitted[round] = new AtomicInteger();
        }
        List<Future<?>> races = new ArrayList<>();
        for (int racer = 0; racer < racers; racer++) {
            races.add(threads.submit(() -> {
                for (int round = 0; round < rounds; round++) {
                    barrier.await();
                    if (book.begin(Orders.terms(Durability.MEMORY), buy(round)) instanceof LiveOrder order) {
                        admitted[round].incrementAndGet();
                        if (round % 2 == 0) {
                            book.accepted(order, "");
                        }
                    }
                }
                return null;
            }));
        }
        finish(races);
        for (int round = 0; round < rounds; round++) {
            assertEquals(1, admitted[round].get(), "round " + round);
        }
    }

    /** An order whose time is over is replaced, by one thread only. */
    @Test
    void exactlyOneThreadFollowsAnExpiredOrder() throws Exception {
        int racers = 8;
        OrderBook book = OrderBook.inMemory(time.orders(), events);
        for (int round = 0; round < 300; round++) {
            time.pass(Orders.WITHIN);
            CyclicBarrier barrier = new CyclicBarrier(racers);
            AtomicInteger admitted = new AtomicInteger();
            List<Future<?>> races = new ArrayList<>();
            for (int racer = 0; racer < racers; racer++) {
                races.add(threads.submit(() -> {
                    barrier.await();
                    if (book.begin(Orders.terms(Durability.MEMORY), buy(1)) instanceof LiveOrder order) {
                        admitted.incrementAndGet();
                        book.accepted(order, "");
                    }
                    return null;
                }));
            }
            finish(races);
            assertEquals(1, admitted.get());
        }
    }

    @Test
    void manyOrdersShareOneForce() throws Exception {
        int senders = 32;
        int each = 40;
        TestDisk disk = new TestDisk();
        try (OrderBook book = OrderBook.open(directory, disk, OrderJournal.REWRITE_AT, time.orders(), events)) {
            int before = disk.forces.get();
            CyclicBarrier barrier = new CyclicBarrier(senders);
            // The first force waits until all have written, so that sharing does not depend on the disk's speed.
            CountDownLatch written = new CountDownLatch(senders);
            AtomicInteger first = new AtomicInteger();
            disk.beforeStep = step -> {
                if (step.equals("append")) {
                    written.countDown();
                } else if (step.equals("force") && first.getAndIncrement() == 0) {
                    awaitQuietly(written);
                }
            };
            List<Future<?>> sending = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                int from = sender * 1000;
                sending.add(threads.submit(() -> {
                    barrier.await();
                    for (int i = 0; i < each; i++) {
                        assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.FSYNC), buy(from + i)));
                    }
                    return null;
                }));
            }
            finish(sending);
            int forces = disk.forces.get() - before;
            assertTrue(forces <= senders * each - senders + 2, forces + " forces");
        }
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertEquals(senders * each, book.recoveringCount());
        }
    }

    @Test
    void anInterruptedThreadJournalsAndStaysInterrupted() throws Exception {
        TestDisk disk = new TestDisk();
        try (OrderBook book = OrderBook.open(directory, disk, 4096, time.orders(), events)) {
            for (int round = 0; round < 100; round++) {
                int price = round;
                Future<Boolean> interrupted = threads.submit(() -> {
                    Thread.currentThread().interrupt();
                    OrderTerms terms = Orders.terms(Durability.FSYNC);
                    book.rejected(assertInstanceOf(LiveOrder.class, book.begin(terms, buy(price))), "no");
                    return Thread.interrupted();
                });
                assertTrue(interrupted.get());
            }
            Orders.admitted(book, buy(1));
        }
        assertEquals(List.of(), events.failures);
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertEquals(1, book.recoveringCount());
        }
    }

    /** A follower that is interrupted while it waits for the leader waits on, and keeps its flag. */
    @Test
    void anInterruptedFollowerWaitsForItsLeader() throws Exception {
        TestDisk disk = new TestDisk();
        try (OrderBook book = OrderBook.open(directory, disk, OrderJournal.REWRITE_AT, time.orders(), events)) {
            CountDownLatch forcing = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            disk.beforeStep = step -> {
                if (step.equals("force") && release.getCount() > 0) {
                    forcing.countDown();
                    awaitQuietly(release);
                }
            };
            Future<?> leader = threads.submit(() -> book.begin(Orders.terms(Durability.FSYNC), buy(1)));
            forcing.await();
            Future<Boolean> follower = threads.submit(() -> {
                Thread.currentThread().interrupt();
                assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.FSYNC), buy(2)));
                return Thread.interrupted();
            });
            release.countDown();
            leader.get();
            assertTrue(follower.get());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void finish(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Test
    void onDiskToo() throws Exception {
        try (OrderBook book = Orders.open(directory, time, events)) {
            AtomicInteger admitted = new AtomicInteger();
            List<Future<?>> races = new ArrayList<>();
            CyclicBarrier barrier = new CyclicBarrier(16);
            for (int racer = 0; racer < 16; racer++) {
                races.add(threads.submit(() -> {
                    barrier.await();
                    for (int i = 0; i < 100; i++) {
                        if (book.begin(Orders.terms(Durability.OS), buy(i)) instanceof LiveOrder) {
                            admitted.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            finish(races);
            assertEquals(100, admitted.get());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
