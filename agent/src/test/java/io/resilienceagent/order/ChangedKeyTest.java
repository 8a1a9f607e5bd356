package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.admitted;
import static io.resilienceagent.order.Orders.buy;
import static io.resilienceagent.order.Orders.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.resilienceagent.order.Admission.Cause;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy compares orders by other fields than it did when some were sent. */
class ChangedKeyTest {
    private static final String JOIN_POINT = Orders.terms(Durability.OS).joinPoint();
    private static final OrderKey COARSE = new OrderKey(List.of("side", "symbol"));
    private static final OrderKey OTHER = new OrderKey(List.of("client_order_id"));

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private OrderBook book;

    @BeforeEach
    void open() throws IOException {
        book = Orders.open(directory, time, events);
        book.keyInForce(JOIN_POINT, Orders.KEY);
    }

    private static OrderSignature coarse(String side, String symbol) {
        return COARSE.signature(side, symbol);
    }

    @Test
    void aCoarserKeyFindsWhatWasSentUnderTheFinerOne() throws IOException {
        LiveOrder flying = admitted(book, buy(1));
        book.keyInForce(JOIN_POINT, COARSE);
        assertEquals(Cause.IN_FLIGHT, refused(book, coarse("BUY", "BTCUSDT")));
        admitted(book, coarse("SELL", "BTCUSDT"));
        admitted(book, coarse("BUY", "ETHUSDT"));
        book.accepted(flying, "1");
        assertEquals(Cause.ACCEPTED, refused(book, coarse("BUY", "BTCUSDT")));
        time.pass(Orders.WITHIN);
        admitted(book, coarse("BUY", "BTCUSDT"));
    }

    @Test
    void anUnknownOrderStandsAgainstAllThatItMayBeUnderAFinerKey() throws IOException {
        book.keyInForce(JOIN_POINT, COARSE);
        LiveOrder lost = admitted(book, coarse("BUY", "BTCUSDT"));
        book.unknown(lost, "timeout");
        book.keyInForce(JOIN_POINT, Orders.KEY);
        assertEquals(Cause.UNKNOWN, refused(book, buy(1)));
        assertEquals(Cause.UNKNOWN, refused(book, buy(2)));
        admitted(book, Orders.KEY.signature("BTCUSDT", "SELL", 1, 1));
        book.rejected(lost, "a complete answer does not list it");
        admitted(book, buy(1));
    }

    @Test
    void anAcceptedOrderDoesNotStandAgainstWhatAFinerKeyTellsApart() throws IOException {
        book.keyInForce(JOIN_POINT, COARSE);
        book.accepted(admitted(book, coarse("BUY", "BTCUSDT")), "1");
        book.keyInForce(JOIN_POINT, Orders.KEY);
        admitted(book, buy(1));
    }

    @Test
    void keysThatShareNothingTellNothingApart() throws IOException {
        LiveOrder lost = admitted(book, buy(1));
        book.unknown(lost, "timeout");
        book.keyInForce(JOIN_POINT, OTHER);
        assertEquals(Cause.UNKNOWN, refused(book, OTHER.signature("a")));
        book.accepted(lost, "1");
        admitted(book, OTHER.signature("a"));
    }

    @Test
    void anOrderUnderWayWhileTheKeyChangesCountsWhenItTurnsOutUnknown() throws IOException {
        book.keyInForce(JOIN_POINT, COARSE);
        // Its call entered under the policy of before.
        book.unknown(admitted(book, buy(1)), "timeout");
        assertEquals(Cause.UNKNOWN, refused(book, coarse("BUY", "BTCUSDT")));
    }

    @Test
    void anotherJoinPointHasItsOwnKey() throws IOException {
        book.unknown(admitted(book, buy(1)), "timeout");
        book.keyInForce("futures", COARSE);
        OrderTerms futures = OrderTerms.of("futures", Orders.WITHIN, Orders.SETTLE, Durability.OS);
        assertInstanceOf(LiveOrder.class, book.begin(futures, coarse("BUY", "BTCUSDT")));
    }

    @Test
    void theKeyMayChangeBack() throws IOException {
        book.accepted(admitted(book, buy(1)), "1");
        book.keyInForce(JOIN_POINT, COARSE);
        book.keyInForce(JOIN_POINT, Orders.KEY);
        admitted(book, buy(2));
        assertEquals(Cause.ACCEPTED, refused(book, buy(1)));
    }

    @Test
    void aRestartWithAnotherKeyForgetsNothing() throws IOException {
        book.accepted(admitted(book, buy(1)), "1");
        LiveOrder lost = admitted(book, Orders.KEY.signature("ETHUSDT", "BUY", 1, 1));
        book.close();
        book = Orders.open(directory, time, events);
        book.keyInForce(JOIN_POINT, COARSE);
        assertEquals(Cause.RECOVERING, refused(book, coarse("BUY", "SOLUSDT")));
        book.resolve(lost.id(), true, "2", "ann");
        assertEquals(Cause.ACCEPTED, refused(book, coarse("BUY", "BTCUSDT")));
        assertEquals(Cause.ACCEPTED, refused(book, coarse("BUY", "ETHUSDT")));
        admitted(book, coarse("BUY", "SOLUSDT"));
    }
}
