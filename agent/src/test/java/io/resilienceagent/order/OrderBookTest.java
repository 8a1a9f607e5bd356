package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.admitted;
import static io.resilienceagent.order.Orders.buy;
import static io.resilienceagent.order.Orders.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.order.Admission.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of an order within one process. */
class OrderBookTest {
    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final OrderBook book = OrderBook.inMemory(time.orders(), events);

    @Test
    void oneOrderOfASignatureLivesAtATime() throws IOException {
        LiveOrder order = admitted(book, buy(1));
        assertEquals(Cause.IN_FLIGHT, refused(book, buy(1)));
        book.accepted(order, "77");
        assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
        admitted(book, buy(2));
    }

    @Test
    void anAcceptedOrderStandsForItsTimeToTheNanosecond() throws IOException {
        book.accepted(admitted(book, buy(1)), "77");
        time.pass(Orders.WITHIN.minusNanos(1));
        assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
        time.pass(Duration.ofNanos(1));
        admitted(book, buy(1));
    }

    @Test
    void aRejectedOrderMayBeSentAgainAtOnce() throws IOException {
        book.rejected(admitted(book, buy(1)), "min notional");
        admitted(book, buy(1));
    }

    @Test
    void anUnknownOrderNeverExpires() throws IOException {
        book.unknown(admitted(book, buy(1)), "timeout");
        time.pass(Duration.ofDays(400));
        assertEquals(Cause.UNKNOWN, refused(book, buy(1)));
        assertFalse(book.recovering(), "of this process: others may be sent");
        admitted(book, buy(2));
        assertTrue(events.noticed("ORDER_UNKNOWN"));
    }

    @Test
    void theOperatorResolves() throws IOException {
        LiveOrder gone = admitted(book, buy(1));
        book.unknown(gone, "timeout");
        assertTrue(book.resolve(gone.id(), false, "", "ann"));
        LiveOrder placed = admitted(book, buy(1));
        book.unknown(placed, "timeout");
        assertTrue(book.resolve(placed.id(), true, "9", "ann"));
        assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
        assertFalse(book.resolve(placed.id(), false, "", "ann"), "accepted stays accepted");
        assertFalse(book.resolve(4711, true, "", "ann"));
        assertEquals(0, book.unknownCount());
    }

    @Test
    void eachOutcomeIsToldOnceWithTheTimeItTook() throws IOException {
        LiveOrder lost = admitted(book, buy(1));
        time.pass(Duration.ofSeconds(3));
        book.unknown(lost, "timeout");
        book.unknown(lost, "again");
        time.pass(Duration.ofSeconds(4));
        book.accepted(lost, "77");
        book.rejected(admitted(book, buy(2)), "min notional");
        assertEquals(
                List.of("1 INTENT UNKNOWN 3s timeout", "1 UNKNOWN ACCEPTED 7s 77", "2 INTENT REJECTED 0s min notional"),
                events.orders);
    }

    @Test
    void aCallThatNeverEndedCanBeResolvedAndItsLateAnswerStillCounts() throws IOException {
        LiveOrder hung = admitted(book, buy(1));
        assertTrue(book.resolve(hung.id(), false, "", "ann"));
        book.accepted(hung, "5");
        assertEquals(Cause.ACCEPTED, refused(book, buy(1)), "what the exchange says is the truth");
    }

    @Test
    void outcomesAreTakenOnce() throws IOException {
        LiveOrder order = admitted(book, buy(1));
        book.accepted(order, "1");
        book.unknown(order, "late timeout");
        book.rejected(order, "late");
        assertEquals(OrderState.ACCEPTED, order.state());
        assertEquals(0, book.unknownCount());
    }

    @Test
    void ordersWhoseTimeIsOverLeaveTheBook() throws IOException {
        for (int i = 0; i < 1000; i++) {
            book.accepted(admitted(book, buy(i)), "id" + i);
        }
        assertEquals(1000, book.orders().size());
        time.pass(Orders.WITHIN);
        for (int i = 0; i < 150; i++) {
            book.rejected(admitted(book, buy(5000 + i)), "");
        }
        assertEquals(0, book.orders().size());
    }

    @Test
    void ordersWhoseTimeIsNotOverStay() throws IOException {
        book.accepted(admitted(book, buy(1)), "");
        time.pass(Duration.ofMinutes(1));
        book.accepted(admitted(book, buy(2)), "");
        time.pass(Duration.ofMinutes(1));
        admitted(book, buy(3));
        assertEquals(Cause.ACCEPTED, refused(book, buy(2)));
        admitted(book, buy(1));
    }

    @Test
    void showsItsOrders() throws IOException {
        book.unknown(admitted(book, buy(64000)), "timeout");
        time.pass(Duration.ofSeconds(3));
        OrderRecord shown = book.orders().get(0);
        assertEquals("BUY 0.01 BTCUSDT @ 64000", shown.order());
        assertEquals(OrderState.UNKNOWN, shown.state());
        assertEquals(Duration.ofSeconds(3), shown.inState());
        assertEquals("timeout", shown.reason());
    }
}
