package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.order.ObservationGuard.Slots;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the host's own queries tell about unknown orders, holdings and prices. */
class ObservationGuardTest {
    private static final Slots OPEN_ORDERS = new Slots(-1, Calls.RESULT, -1, -1, -1);
    private static final Slots ALL_ORDERS = new Slots(-1, -1, Calls.RESULT, -1, -1);
    private static final Slots ALL_ORDERS_OF_SYMBOL = new Slots(-1, -1, Calls.RESULT, -1, 0);

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final OrderBook book = OrderBook.inMemory(time.orders(), events);
    private final Positions positions = new Positions(time.orders());
    private final Prices prices = new Prices();
    private LiveOrder order;

    @BeforeEach
    void anOrderBecomesUnknown() throws IOException {
        order = begin("BTCUSDT", "0.01", 64000);
        book.unknown(order, "timeout");
    }

    private LiveOrder begin(String symbol, Object quantity, Object price) throws IOException {
        OrderSignature signature = Orders.KEY.signature(symbol, "BUY", quantity, price);
        return assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.MEMORY), signature));
    }

    private ObservationGuard guard(Slots slots) {
        return new ObservationGuard(
                Calls.context("orders", time, events), slots, Calls.ITEM_SLOTS, book, positions, prices);
    }

    /** A query that starts now and is answered at once. */
    private void answer(Slots slots, Object result, Object... arguments) {
        Invocation call = Calls.call(arguments);
        ObservationGuard guard = guard(slots);
        Object permit = guard.before(call);
        guard.after(Calls.returned(call, result), permit);
    }

    private static List<Object> listed(Object id, Object quantity, Object price) {
        return List.of(Calls.item(id, "BTCUSDT", "buy", quantity, price));
    }

    @Test
    void aListedOrderIsAcceptedWithItsId() {
        answer(OPEN_ORDERS, listed(9L, 0.01, "64000.00"));
        assertEquals(OrderState.ACCEPTED, order.state());
        assertEquals("9", order.exchangeId());
    }

    @Test
    void arraysAndMapsListToo() {
        answer(OPEN_ORDERS, Map.of("x", listed(9L, "0.010", 64000).get(0)));
        assertEquals(OrderState.ACCEPTED, order.state());
        order = null;
        answer(OPEN_ORDERS, listed(9L, "0.010", 64000).toArray());
        assertTrue(events.failures.isEmpty(), () -> events.failures.toString());
    }

    @Test
    void absenceFromOpenOrdersProvesNothing() {
        time.pass(Duration.ofHours(1));
        answer(OPEN_ORDERS, List.of());
        assertEquals(OrderState.UNKNOWN, order.state());
    }

    @Test
    void absenceFromAllOrdersProvesItOnceEverythingHasSettled() {
        time.pass(Orders.SETTLE.minusNanos(1));
        answer(ALL_ORDERS, List.of());
        assertEquals(OrderState.UNKNOWN, order.state());
        time.pass(Duration.ofNanos(1));
        answer(ALL_ORDERS, listed(1L, "0.5", 100));
        assertEquals(OrderState.REJECTED, order.state());
    }

    @Test
    void aQuestionAskedTooEarlyProvesNothingHoweverLateItsAnswer() {
        ObservationGuard guard = guard(ALL_ORDERS);
        Invocation call = Calls.call();
        Object permit = guard.before(call);
        time.pass(Duration.ofMinutes(5));
        guard.after(Calls.returned(call, List.of()), permit);
        assertEquals(OrderState.UNKNOWN, order.state());
    }

    @Test
    void anAnswerAboutAnotherSymbolProvesNothing() {
        time.pass(Duration.ofMinutes(1));
        answer(ALL_ORDERS_OF_SYMBOL, List.of(), "ETHUSDT");
        assertEquals(OrderState.UNKNOWN, order.state());
        answer(ALL_ORDERS_OF_SYMBOL, List.of(), "BTCUSDT");
        assertEquals(OrderState.REJECTED, order.state());
    }

    @Test
    void anEarlierOrderThatLooksTheSameIsNotTheUnknownOne() throws IOException {
        LiveOrder earlier = begin("ETHUSDT", 1, 3000);
        book.accepted(earlier, "5");
        time.pass(Orders.WITHIN);
        LiveOrder again = begin("ETHUSDT", 1, 3000);
        book.unknown(again, "reset");
        time.pass(Duration.ofMinutes(1));
        answer(ALL_ORDERS, List.of(Calls.item("5", "ETHUSDT", "BUY", 1, 3000)));
        assertEquals(OrderState.REJECTED, again.state());
    }

    @Test
    void whatRoundingMayHaveChangedIsLeftToAPerson() {
        time.pass(Duration.ofMinutes(1));
        answer(ALL_ORDERS, listed(1L, "0.00999", 64000));
        assertEquals(OrderState.UNKNOWN, order.state());
        assertTrue(events.noticed("ORDER_AMBIGUOUS"));
    }

    @Test
    void aMarketOrderMatchesWhateverPriceItIsListedWith() throws IOException {
        LiveOrder market = begin("SOLUSDT", 3, null);
        book.unknown(market, "timeout");
        answer(OPEN_ORDERS, List.of(Calls.item("8", "SOLUSDT", "BUY", "3.0", "151.2")));
        assertEquals(OrderState.ACCEPTED, market.state());
    }

    @Test
    void unreadableAnswersAreToldAndTeachNothing() {
        time.pass(Duration.ofMinutes(1));
        for (Object bad : Arrays.asList(null, "an error page", Arrays.asList("no order"), 7)) {
            int before = events.failures.size();
            answer(ALL_ORDERS, bad);
            assertEquals(before + 1, events.failures.size());
        }
        List<Object> half = new ArrayList<>(listed(9L, "0.01", 64000));
        half.add("garbage");
        answer(ALL_ORDERS, half);
        assertEquals(OrderState.UNKNOWN, order.state());
    }

    @Test
    void failedQueriesTeachNothing() {
        time.pass(Duration.ofMinutes(1));
        ObservationGuard guard = guard(ALL_ORDERS);
        Invocation call = Calls.call();
        Object permit = guard.before(call);
        call.end(List.of(), null, true);
        guard.after(call, permit);
        assertEquals(OrderState.UNKNOWN, order.state());
    }

    @Test
    void balancesAndPricesAreObserved() {
        answer(new Slots(Calls.RESULT, -1, -1, -1, -1), Map.of("BTC", "0.5", "ETH", 2.0));
        assertEquals(Optional.of(new BigDecimal("0.5")), positions.available("btc"));
        answer(new Slots(Calls.RESULT, -1, -1, -1, 0), 7, "BTC");
        time.pass(Duration.ofNanos(1));
        answer(new Slots(Calls.RESULT, -1, -1, -1, 0), 7, "BTC");
        assertEquals(Optional.of(BigDecimal.valueOf(7)), positions.available("BTC"));
        answer(new Slots(-1, -1, -1, Calls.RESULT, 0), "64000.5", "BTCUSDT");
        assertEquals(Optional.of(new BigDecimal("64000.5")), prices.last("BTCUSDT"));
        answer(new Slots(-1, -1, -1, Calls.RESULT, -1), Map.of("ETHUSDT", 3000));
        assertEquals(Optional.of(BigDecimal.valueOf(3000)), prices.last("ETHUSDT"));
    }
}
