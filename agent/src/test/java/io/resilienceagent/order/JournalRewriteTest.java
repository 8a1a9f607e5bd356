package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.buy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.order.Admission.Refusal;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal is rewritten while orders come and go, and stays whole at each step of that. */
class JournalRewriteTest {
    private static final long SMALL = 8 << 10;

    @TempDir
    Path root;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final TestDisk disk = new TestDisk();

    @Test
    void deadOrdersLeaveTheFile() throws IOException {
        try (OrderBook book = OrderBook.open(root, disk, SMALL, time.orders(), events)) {
            LiveOrder unknown = Orders.admitted(book, buy(-1));
            book.unknown(unknown, "timeout");
            for (int price = 0; price < 2000; price++) {
                book.rejected(Orders.admitted(book, buy(price)), "no");
            }
            assertTrue(Files.size(Orders.journal(root)) <= SMALL + 400);
        }
        try (OrderBook book = Orders.open(root, time, events)) {
            assertEquals(1, book.orders().size());
            assertEquals("timeout", book.orders().get(0).reason());
        }
    }

    @Test
    void idsOfAcceptedOrdersStayKnownForADay() throws IOException {
        try (OrderBook book = OrderBook.open(root, disk, SMALL, time.orders(), events)) {
            book.accepted(Orders.admitted(book, buy(1)), "first");
            time.pass(Orders.WITHIN);
            for (int price = 100; price < 400; price++) {
                book.rejected(Orders.admitted(book, buy(price)), "no");
            }
        }
        try (OrderBook book = Orders.open(root, time, events)) {
            book.unknown(Orders.admitted(book, buy(1)), "timeout");
            OrderListing.Item old = new OrderListing.Item("first", Calls.item("first", "BTCUSDT", "BUY", "0.01", 1));
            book.seen(new OrderListing(List.of(old), null, time.nanos(), false));
            assertEquals(1, book.unknownCount(), "the earlier order must not pass for the unknown one");
        }
    }

    /** Copies the directory before each step of a rewrite: the copies are what a crash there would leave. */
    @Test
    void aCrashAtAnyStepLeavesAWholeJournal() throws IOException {
        Path directory = Files.createDirectory(root.resolve("orders"));
        List<Path> crashes = new ArrayList<>();
        List<Set<String>> expected = new ArrayList<>();
        Set<String> live = ConcurrentHashMap.newKeySet();
        try (OrderBook book = OrderBook.open(directory, disk, SMALL, time.orders(), events)) {
            disk.beforeStep = step -> {
                if (!step.equals("append") || Files.exists(directory.resolve(OrderJournal.FILE + ".new"))) {
                    crashes.add(copy(directory, "crash" + crashes.size()));
                    expected.add(Set.copyOf(live));
                }
            };
            for (int price = 0; price < 300; price++) {
                LiveOrder order =
                        assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.OS), buy(price)));
                if (price % 10 == 0) {
                    live.add(order.signature().describe());
                } else {
                    book.rejected(order, "no");
                }
            }
        }
        assertTrue(crashes.size() > 12, "at least two rewrites of six steps: " + crashes.size());
        for (int i = 0; i < crashes.size(); i++) {
            ToldEvents told = new ToldEvents();
            try (OrderBook book = Orders.open(crashes.get(i), time, told)) {
                Set<String> found = ConcurrentHashMap.newKeySet();
                book.orders().forEach(order -> found.add(order.order()));
                assertTrue(found.containsAll(expected.get(i)), "step " + i);
                assertTrue(found.size() <= expected.get(i).size() + 1, "at most the one that was just under way");
                assertTrue(told.failures.isEmpty() && !told.noticed("ORDER_JOURNAL_DAMAGED"));
            }
        }
    }

    private Path copy(Path directory, String name) {
        try (Stream<Path> files = Files.list(directory)) {
            Path copy = Files.createDirectory(root.resolve(name));
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ordersComeAndGoWhileItIsRewritten() throws Exception {
        int threads = 8;
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        List<Throwable> failures = new ArrayList<>();
        try (OrderBook book = OrderBook.open(root, disk, SMALL, time.orders(), events)) {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t * 1000;
                Durability durability = t % 2 == 0 ? Durability.OS : Durability.FSYNC;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        sendMany(book, first, durability, accepted);
                    } catch (Exception | AssertionError e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                });
                thread.start();
                running.add(thread);
            }
            for (Thread thread : running) {
                thread.join();
            }
        }
        assertEquals(List.of(), failures);
        assertEquals(List.of(), events.failures);
        try (OrderBook book = Orders.open(root, time, events)) {
            Set<String> found = ConcurrentHashMap.newKeySet();
            for (OrderRecord order : book.orders()) {
                assertEquals(OrderState.ACCEPTED, order.state(), order::order);
                found.add(order.order());
            }
            assertEquals(accepted, found);
        }
    }

    private static void sendMany(OrderBook book, int first, Durability durability, Set<String> accepted)
            throws IOException {
        for (int price = first; price < first + 200; price++) {
            OrderSignature signature = buy(price);
            LiveOrder order = assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(durability), signature));
            assertInstanceOf(Refusal.class, book.begin(Orders.terms(durability), signature));
            if (price % 4 == 0) {
                accepted.add(signature.describe());
                book.accepted(order, "id" + price);
            } else {
                book.rejected(order, "no");
            }
        }
    }
}
