package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.order.Positions.Reservation;
import io.resilienceagent.policy.InventoryRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InventoryGuardTest {
    private static final DefiniteRefusal REJECTED =
            DefiniteRefusal.by(List.of(IllegalArgumentException.class.getName()));

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final Positions positions = new Positions(time.orders());
    private final InventoryGuard guard = guard(-1, false);

    private enum Side {
        Sell,
        ASK,
        BUY
    }

    private InventoryGuard guard(int filledSlot, boolean allowShort) {
        InventoryRule rule = new InventoryRule(
                Duration.ofSeconds(60), Optional.empty(), List.of("USD", "USDT"), Duration.ofHours(1));
        return new InventoryGuard(
                Calls.context("place_order", time, events),
                rule,
                new InventoryGuard.Slots(0, 1, 2, -1, filledSlot),
                Optional.of(call -> allowShort),
                REJECTED,
                positions,
                Orders.SETTLE);
    }

    private void held(String btc) {
        time.pass(Duration.ofMillis(1));
        positions.observe(Map.of("BTC", new BigDecimal(btc)), time.nanos());
        time.pass(Duration.ofMillis(1));
    }

    private static Invocation sell(Object quantity) {
        return Calls.call("BTC/USDT", "SELL", quantity);
    }

    private Object before(Object quantity) {
        return guard.before(sell(quantity));
    }

    private String deniedCode(Object quantity) {
        return assertInstanceOf(Denial.class, before(quantity)).code();
    }

    private void sold(String quantity) {
        guard.after(Calls.returned(sell(quantity), "ok"), assertInstanceOf(Reservation.class, before(quantity)));
    }

    @Test
    void nothingIsSoldThatWasNotSeen() {
        assertEquals("STALE_POSITION", deniedCode(1));
        positions.observe(Map.of(), time.nanos());
        assertEquals("SKIP_NO_POSITION", deniedCode(1));
        held("0.5");
        assertEquals("SKIP_INSUFFICIENT_POSITION", deniedCode("0.51"));
        assertInstanceOf(Reservation.class, before(0.5));
    }

    @Test
    void anObservationGetsOld() {
        positions.observe(Map.of("BTC", BigDecimal.ONE), time.nanos());
        time.pass(Duration.ofSeconds(60).minusNanos(1));
        assertInstanceOf(Reservation.class, before("0.1"));
        time.pass(Duration.ofNanos(1));
        assertEquals("STALE_POSITION", deniedCode("0.1"));
    }

    @Test
    void aReservationIsUsedUpGivenBackOrKept() {
        held("1");
        sold("0.4");
        Invocation refused = sell("0.6");
        guard.after(Calls.threw(refused, new IllegalArgumentException()), guard.before(refused));
        Invocation inner = sell("0.6");
        guard.release(inner, guard.before(inner), Denial.of("CIRCUIT_OPEN", ""));
        assertEquals(Optional.of(new BigDecimal("0.6")), positions.available("BTC"));
        Invocation unknown = sell("0.6");
        guard.after(Calls.threw(unknown, new IOException("reset")), guard.before(unknown));
        assertEquals("SKIP_NO_POSITION", deniedCode("0.1"));
        held("0.6");
        assertEquals("SKIP_NO_POSITION", deniedCode("0.1"), "it may have been under way when that was asked");
        time.pass(Orders.SETTLE);
        held("0.6");
        assertInstanceOf(Reservation.class, before("0.6"));
    }

    @Test
    void aSellThatOverlapsAQueryStaysSubtracted() {
        held("1");
        long asked = time.nanos();
        time.pass(Duration.ofMillis(1));
        sold("1");
        time.pass(Duration.ofMillis(1));
        positions.observe(Map.of("BTC", BigDecimal.ONE), asked);
        assertEquals("SKIP_NO_POSITION", deniedCode("0.1"));
        positions.observe(Map.of("BTC", BigDecimal.ONE), time.nanos());
        assertInstanceOf(Reservation.class, before("1"));
    }

    @Test
    void anOlderAnswerThatComesLateChangesNothing() {
        long early = time.nanos();
        held("0.1");
        positions.observe(Map.of("BTC", BigDecimal.TEN), early);
        positions.observe("BTC", BigDecimal.TEN, early);
        assertEquals("SKIP_INSUFFICIENT_POSITION", deniedCode(1));
    }

    @Test
    void aFilledBuyIsAddedUnlessAQueryOverlappedIt() {
        InventoryGuard buying = guard(3, false);
        held("1");
        Invocation buy = Calls.call("BTCUSDT", Side.BUY, 2, "1.5");
        Object permit = buying.before(buy);
        time.pass(Duration.ofMillis(1));
        buying.after(Calls.returned(buy, "ok"), permit);
        assertEquals(Optional.of(new BigDecimal("2.5")), positions.available("BTC"));

        long asked = time.nanos();
        time.pass(Duration.ofMillis(1));
        Object within = buying.before(buy);
        time.pass(Duration.ofMillis(1));
        buying.after(Calls.returned(buy, "ok"), within);
        assertEquals(Optional.of(new BigDecimal("4.0")), positions.available("BTC"));
        time.pass(Duration.ofMillis(1));
        positions.observe(Map.of("BTC", new BigDecimal("2.5")), asked);
        assertEquals(Optional.of(new BigDecimal("2.5")), positions.available("BTC"), "which of both it saw is unknown");

        Object overlapping = buying.before(buy);
        held("2.5");
        buying.after(Calls.returned(buy, "ok"), overlapping);
        assertEquals(Optional.of(new BigDecimal("2.5")), positions.available("BTC"));
    }

    @Test
    void onlySellsAreJudged() {
        assertNull(guard.before(Calls.call("BTCUSDT", "BUY", 1)));
        for (Object side : List.of("sell", "Ask", "exit_bid", Side.Sell, Side.ASK)) {
            assertInstanceOf(Denial.class, guard.before(Calls.call("BTCUSDT", side, 1)));
        }
        assertThrows(UnreadableValueException.class, () -> guard.before(Calls.call("BTCUSDT", null, 1)));
        assertThrows(UnreadableValueException.class, () -> guard.before(sell(Double.NaN)));
        assertNull(guard(-1, true).before(sell(100)), "meant to go short");
    }

    @Test
    void aSideOfAnotherNameIsNotTakenForABuy() {
        for (Object side : List.of("2", "close_long", "")) {
            assertThrows(UnreadableValueException.class, () -> guard.before(Calls.call("BTCUSDT", side, 1)));
        }
        for (Object side : List.of("buy", "Bid", "exit_ask", "b", " LONG ")) {
            assertNull(guard.before(Calls.call("BTCUSDT", side, 1)));
        }
    }

    @Test
    void assetsAreFoundInSymbols() {
        TradedAsset asset = new TradedAsset(List.of("USD", "busd", "USDT"));
        assertEquals("BTC", asset.of("BTCBUSD"));
        assertEquals("BTC", asset.of("BTC-USDT"));
        assertEquals("btc", asset.of("btc_usd"));
        assertEquals("DOGE", asset.of("DOGE/EUR"));
        assertEquals("USDT", asset.of("USDT"));
        assertEquals("AAPL", asset.of("AAPL"));
    }

    @Test
    void twoSellsCannotShareAHolding() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 1000; round++) {
                held("1");
                CyclicBarrier barrier = new CyclicBarrier(2);
                List<Future<Object>> claims = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    claims.add(threads.submit(() -> {
                        barrier.await();
                        return before("0.6");
                    }));
                }
                int passed = 0;
                Reservation taken = null;
                for (Future<Object> claim : claims) {
                    if (claim.get() instanceof Reservation reservation) {
                        passed++;
                        taken = reservation;
                    }
                }
                assertEquals(1, passed);
                taken.free();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void endlessSellsAreSummedUp() {
        held("100000");
        for (int i = 0; i < 5000; i++) {
            sold("1");
        }
        assertEquals(Optional.of(new BigDecimal("95000")), positions.available("BTC"));
        held("95000");
        assertEquals(Optional.of(new BigDecimal("95000")), positions.available("BTC"));
    }
}
