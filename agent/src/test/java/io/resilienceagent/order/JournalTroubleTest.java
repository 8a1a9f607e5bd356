package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.buy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, fails or may not be written: no order goes out, none is forgotten, and it heals by itself. */
class JournalTroubleTest {
    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final TestDisk disk = new TestDisk();

    private OrderBook open() throws IOException {
        return OrderBook.open(directory, disk, OrderJournal.REWRITE_AT, time.orders(), events);
    }

    private LiveOrder begin(OrderBook book, int price) throws IOException {
        return assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.FSYNC), buy(price)));
    }

    private void assertRefused(OrderBook book, int price) {
        assertThrows(IOException.class, () -> book.begin(Orders.terms(Durability.FSYNC), buy(price)));
    }

    /** What the next process finds: orders 1 and 3 under way, 2 never sent. */
    private void assertOneAndThreeFound() throws IOException {
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertEquals(
                    "[BUY 0.01 BTCUSDT @ 1, BUY 0.01 BTCUSDT @ 3]",
                    book.orders().stream().map(OrderRecord::order).toList().toString());
        }
        assertFalse(events.noticed("ORDER_JOURNAL_DAMAGED"), () -> events.notices.toString());
    }

    @Test
    void aHalfWrittenRecordOfAFullDiskIsCutAway() throws IOException {
        try (OrderBook book = open()) {
            begin(book, 1);
            disk.full = true;
            assertRefused(book, 2);
            assertRefused(book, 2);
            disk.full = false;
            begin(book, 3);
        }
        assertOneAndThreeFound();
    }

    @Test
    void whereItCannotBeCutAwayTheJournalIsRewritten() throws IOException {
        try (OrderBook book = open()) {
            begin(book, 1);
            disk.full = true;
            disk.cannotTruncate = true;
            assertRefused(book, 2);
            assertFalse(book.journalAvailable());
            assertRefused(book, 2);
            assertFalse(disk.exists(directory.resolve(OrderJournal.FILE + ".new")), "it would take room");
            disk.full = false;
            begin(book, 3);
            assertTrue(book.journalAvailable());
        }
        assertOneAndThreeFound();
    }

    @Test
    void aFailedForceIsNeverTakenForASuccessLater() throws IOException {
        try (OrderBook book = open()) {
            begin(book, 1);
            disk.cannotForce = true;
            assertRefused(book, 2);
            disk.cannotForce = false;
            int before = disk.forces.get();
            begin(book, 3);
            assertTrue(disk.forces.get() >= before + 2, "the new file, then the order");
        }
        assertOneAndThreeFound();
    }

    /** Who waited for a force that failed must not take a second one of the same file for a success. */
    @Test
    void aFollowerOfAFailedForceGoesOnWithANewFile() throws Exception {
        try (OrderBook book = open()) {
            CountDownLatch bothWrote = new CountDownLatch(2);
            CountDownLatch leads = new CountDownLatch(1);
            List<String> steps = new CopyOnWriteArrayList<>();
            disk.beforeStep = step -> {
                if (step.equals("append")) {
                    bothWrote.countDown();
                } else if (step.equals("force") && !steps.contains("force")) {
                    leads.countDown();
                    awaitQuietly(bothWrote);
                    disk.cannotForce = true;
                } else {
                    disk.cannotForce = false;
                }
                steps.add(step);
            };
            CompletableFuture<Void> leader = CompletableFuture.runAsync(() -> assertRefused(book, 2));
            // Whoever appended first need not be the first to force, and that one is refused.
            awaitQuietly(leads);
            begin(book, 1);
            leader.join();
            List<String> after = steps.subList(steps.indexOf("force") + 1, steps.size());
            assertTrue(after.contains("create"), steps::toString);
            assertTrue(after.indexOf("create") < after.indexOf("force"), steps::toString);
            begin(book, 3);
        }
        assertOneAndThreeFound();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDirectoryThatCannotBeForcedIsTriedAgain() throws IOException {
        try (OrderBook book = open()) {
            begin(book, 1);
            disk.cannotForce = true;
            assertRefused(book, 2);
            disk.cannotForce = false;
            disk.cannotForceDirectory = true;
            assertRefused(book, 2);
            disk.cannotForceDirectory = false;
            List<String> steps = new ArrayList<>();
            disk.beforeStep = steps::add;
            begin(book, 3);
            assertTrue(steps.contains("force directory"), steps::toString);
        }
        assertOneAndThreeFound();
    }

    @Test
    void aReadOnlyDirectoryIsToldAtOpeningAndRefusesEachOrder() throws IOException {
        disk.readOnly = true;
        try (OrderBook book = open()) {
            assertEquals(1, events.failures.size(), () -> events.failures.toString());
            assertRefused(book, 1);
            disk.readOnly = false;
            begin(book, 1);
            begin(book, 3);
        }
        assertOneAndThreeFound();
    }

    @Test
    void anOutcomeThatCouldNotBeWrittenIsMadeUpForLater() throws IOException {
        try (OrderBook book = open()) {
            LiveOrder order = begin(book, 1);
            disk.full = true;
            book.accepted(order, "77");
            assertEquals(OrderState.ACCEPTED, order.state());
            disk.full = false;
            book.rejected(begin(book, 2), "no");
        }
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertFalse(book.recovering());
            assertEquals("77", book.orders().get(0).exchangeId());
        }
    }

    @Test
    void closingMakesUpForItToo() throws IOException {
        try (OrderBook book = open()) {
            LiveOrder order = begin(book, 1);
            disk.full = true;
            book.accepted(order, "77");
            disk.full = false;
        }
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertFalse(book.recovering());
        }
    }

    @Test
    void aJournalThatCannotBeSeenIsNotTakenForNone() throws IOException {
        try (OrderBook book = open()) {
            begin(book, 1);
        }
        disk.hidden = true;
        assertThrows(OrderJournalException.class, this::open);
    }

    /** As when the file system of the state directory is mounted late. */
    @Test
    void aJournalThatTurnsUpLaterIsNotOverwritten() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        try (OrderBook book = Orders.open(elsewhere, time, events)) {
            begin(book, 1);
        }
        disk.readOnly = true;
        try (OrderBook book = open()) {
            disk.readOnly = false;
            Files.move(Orders.journal(elsewhere), Orders.journal(directory));
            assertRefused(book, 1);
        }
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertEquals(1, book.recoveringCount());
        }
    }

    @Test
    void aClosedBookSendsNothing() throws IOException {
        OrderBook book = open();
        book.close();
        assertRefused(book, 1);
    }

    @Test
    void anOrderTooLongForARecordIsRefused() throws IOException {
        try (OrderBook book = open()) {
            OrderSignature endless = Orders.KEY.signature("X".repeat(70_000), "BUY", 1, 1);
            assertThrows(IOException.class, () -> book.begin(Orders.terms(Durability.OS), endless));
            begin(book, 1);
            begin(book, 3);
        }
        assertOneAndThreeFound();
    }
}
