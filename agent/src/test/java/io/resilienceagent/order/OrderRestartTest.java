package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.admitted;
import static io.resilienceagent.order.Orders.buy;
import static io.resilienceagent.order.Orders.open;
import static io.resilienceagent.order.Orders.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.order.Admission.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next process finds. */
class OrderRestartTest {
    @TempDir
    Path state;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();

    private Path directory() {
        return state.resolve("orders");
    }

    @Test
    void anAcceptedOrderIsRemembered() throws IOException {
        try (OrderBook book = open(directory(), time, events)) {
            book.accepted(admitted(book, buy(1)), "77");
            book.rejected(admitted(book, buy(2)), "no");
        }
        time.pass(Duration.ofSeconds(30));
        try (OrderBook book = open(directory(), time, events)) {
            assertFalse(book.recovering());
            assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
            assertEquals("77", book.orders().get(0).exchangeId());
            admitted(book, buy(2));
            time.pass(Duration.ofSeconds(90));
            admitted(book, buy(1));
        }
    }

    @Test
    void anOrderWithoutAnOutcomeStopsAllOthersUntilItIsResolved() throws IOException {
        try (OrderBook book = open(directory(), time, events)) {
            admitted(book, buy(1));
            book.unknown(admitted(book, buy(2)), "timeout");
        }
        try (OrderBook book = open(directory(), time, events)) {
            assertTrue(book.recovering());
            assertEquals(2, book.recoveringCount());
            assertEquals(Cause.RECOVERING, refused(book, buy(3)));
            assertTrue(events.noticed("ORDERS_RECOVERING"));
            for (OrderRecord order : book.orders()) {
                assertTrue(order.fromBefore());
                assertTrue(book.resolve(order.id(), order.order().endsWith("@ 1"), "5", "ann"));
            }
            assertFalse(book.recovering());
            assertTrue(events.noticed("ORDERS_RECOVERED"));
            assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
            admitted(book, buy(2));
        }
        try (OrderBook book = open(directory(), time, events)) {
            assertEquals(1, book.recoveringCount(), "the resolved ones stay resolved");
        }
    }

    @Test
    void aWallClockThatLeapsChangesNothingWithinOneBoot() throws IOException {
        try (OrderBook book = open(directory(), time, events)) {
            book.accepted(admitted(book, buy(1)), "77");
        }
        time.setWall(Duration.ofDays(2));
        try (OrderBook book = open(directory(), time, events)) {
            assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
            time.setWall(Duration.ofDays(-9));
            time.pass(Orders.WITHIN);
            admitted(book, buy(1));
        }
    }

    @Test
    void afterARebootTheWallClockCountsButASetBackOneShortensNothing() throws IOException {
        try (OrderBook book = OrderBook.open(directory(), time.orders(7), events)) {
            book.accepted(admitted(book, buy(1)), "77");
        }
        time.reboot(Duration.ofHours(-1));
        try (OrderBook book = OrderBook.open(directory(), time.orders(8), events)) {
            assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
            time.pass(Orders.WITHIN.minusNanos(1));
            assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
        }
        time.reboot(Duration.ofHours(2));
        try (OrderBook book = OrderBook.open(directory(), time.orders(9), events)) {
            admitted(book, buy(1));
        }
    }

    @Test
    void memoryOrdersLeaveNoTrace() throws IOException {
        OrderTerms terms = Orders.terms(io.resilienceagent.policy.IdempotencyRule.Durability.MEMORY);
        try (OrderBook book = open(directory(), time, events)) {
            book.begin(terms, buy(1));
        }
        try (OrderBook book = open(directory(), time, events)) {
            assertFalse(book.recovering());
            assertEquals(0, book.orders().size());
        }
    }

    @Test
    void aJournalFromTheFutureIsLeftAlone() throws IOException {
        Files.createDirectories(directory());
        byte[] header = JournalFormat.header(2);
        Files.write(Orders.journal(directory()), header);
        OrderJournalException refusal =
                assertThrows(OrderJournalException.class, () -> open(directory(), time, events));
        assertTrue(refusal.getMessage().contains("orders.journal"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("version 2"), refusal.getMessage());
        assertEquals(header.length, Files.size(Orders.journal(directory())));
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        Files.createDirectories(directory());
        open(directory(), time, events).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Orders.journal(directory()))));
    }

    @Test
    void tellsWhenAnOrderWasLastWritten() throws IOException {
        try (OrderBook book = open(directory(), time, events)) {
            assertTrue(book.lastOrderBeforeStart().isEmpty());
            book.accepted(admitted(book, buy(1)), "77");
        }
        try (OrderBook book = open(directory(), time, events)) {
            assertEquals(
                    time.orders().wall().instant(), book.lastOrderBeforeStart().orElseThrow());
        }
    }
}
