package com.example.marketbot.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.MarketUpdate;
import com.example.marketbot.OrderRequest;
import com.example.marketbot.OrderStatus;
import com.example.marketbot.PlacedOrder;
import com.example.marketbot.Quote;
import com.example.marketbot.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchingEngineTest {
    private final MatchingEngine engine = engine(false);

    private static MatchingEngine engine(boolean margin) {
        return new MatchingEngine(
                new Wallet(Map.of("USDT", new BigDecimal("100000"), "BTC", new BigDecimal("1")), margin));
    }

    private static OrderRequest order(Side side, String quantity, String price) {
        return new OrderRequest("s", "BTCUSDT", side, new BigDecimal(quantity), new BigDecimal(price));
    }

    private static MarketUpdate market(String price) {
        BigDecimal last = new BigDecimal(price);
        return new MarketUpdate(1, List.of(new Quote("BTCUSDT", last, last, false)));
    }

    private void assertFree(String asset, String amount) {
        assertFree(engine, asset, amount);
    }

    private static void assertFree(MatchingEngine engine, String asset, String amount) {
        BigDecimal free = engine.free().get(asset);
        assertEquals(0, free.compareTo(new BigDecimal(amount)), asset + " is " + free);
    }

    @Test
    void aCrossingPurchaseIsFilledAtTheMarketsPrice() {
        PlacedOrder order = engine.place(order(Side.BUY, "0.5", "50100"));
        assertEquals(OrderStatus.FILLED, order.status());
        assertEquals(new BigDecimal("0.5"), order.filledQuantity());
        assertFree("USDT", "75000");
        assertFree("BTC", "1.5");
    }

    @Test
    void aSaleAboveTheMarketWaitsAndLocksItsAmount() {
        PlacedOrder order = engine.place(order(Side.SELL, "0.4", "51000"));
        assertEquals(OrderStatus.NEW, order.status());
        assertFree("BTC", "0.6");
        assertEquals(1, engine.openOrders().size());

        engine.move(market("51200"));
        assertEquals(List.of(), engine.openOrders());
        assertEquals(OrderStatus.FILLED, engine.recentOrders("BTCUSDT").get(0).status());
        assertFree("BTC", "0.6");
        assertFree("USDT", "120480");
    }

    @Test
    void aCancelGivesBackWhatWasLocked() {
        PlacedOrder buy = engine.place(order(Side.BUY, "1", "49000"));
        PlacedOrder sell = engine.place(order(Side.SELL, "1", "51000"));
        assertFree("USDT", "51000");
        engine.cancel(buy.orderId());
        engine.cancel(sell.orderId());
        assertFree("USDT", "100000");
        assertFree("BTC", "1");
        assertEquals(
                "UNKNOWN_ORDER",
                assertThrows(Refusal.class, () -> engine.cancel(buy.orderId())).code());
    }

    @Test
    void withoutMarginNothingIsSoldOrBoughtThatIsNotThere() {
        assertTrue(engine.isNaked(order(Side.SELL, "1.1", "50000")));
        assertFalse(engine.isNaked(order(Side.SELL, "1", "50000")));
        assertFalse(engine.isNaked(order(Side.BUY, "9", "50000")));
        for (Side side : Side.values()) {
            Refusal refusal = assertThrows(Refusal.class, () -> engine.place(order(side, "9", "50000")));
            assertEquals("INSUFFICIENT_BALANCE", refusal.code());
        }
        assertFree("BTC", "1");
    }

    @Test
    void withMarginANakedSaleIsExecutedAndOwed() {
        MatchingEngine lender = engine(true);
        assertEquals(
                OrderStatus.FILLED, lender.place(order(Side.SELL, "3", "50000")).status());
        assertFree(lender, "BTC", "-2");
    }

    @Test
    void nonsenseIsRefused() {
        assertEquals(
                "BAD_ORDER",
                assertThrows(Refusal.class, () -> engine.place(order(Side.BUY, "0", "1")))
                        .code());
        OrderRequest unknown = new OrderRequest("s", "DOGEUSDT", Side.BUY, BigDecimal.ONE, BigDecimal.ONE);
        assertEquals(
                "UNKNOWN_SYMBOL",
                assertThrows(Refusal.class, () -> engine.place(unknown)).code());
    }
}
