package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.UnreadableValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OrderSignatureTest {
    private enum Side {
        BUY
    }

    private static OrderSignature of(Object quantity) {
        return Orders.KEY.signature("BTCUSDT", "BUY", quantity, 64000);
    }

    @Test
    void numbersAreTheSameInEveryTypeAndScale() {
        OrderSignature first = of(new BigDecimal("0.1"));
        for (Object same : List.of(new BigDecimal("0.100"), "0.1", " 0.10 ", 0.1, 0.1f, new BigDecimal("1E-1"))) {
            assertEquals(first, of(same), same.getClass().getName());
            assertEquals(first.hashCode(), of(same).hashCode());
        }
        OrderSignature ten = of(10);
        for (Object same : List.of(10L, "1E+1", new BigDecimal("1E+1"), BigInteger.TEN, 10.0, new AtomicLong(10))) {
            assertEquals(ten, of(same));
            assertEquals(ten.hashCode(), of(same).hashCode());
        }
        assertNotEquals(first, ten);
    }

    @Test
    void longDecimalsHashByValue() {
        String digits = "12345678901234567890.1234567890123456789";
        assertEquals(of(new BigDecimal(digits)).hashCode(), of(digits + "000").hashCode());
        assertEquals(of(new BigDecimal(digits)), of(digits + "000"));
    }

    @Test
    void textThatIsNoNumberOfThingsIsComparedAsText() {
        OrderKey key = new OrderKey(List.of("client_order_id"));
        assertNotEquals(key.signature("0010"), key.signature("10"));
        assertEquals(of("all"), of("all"));
    }

    @Test
    void sidesAreComparedByNameWithoutCase() {
        assertEquals(Orders.KEY.signature("X", Side.BUY, 1, 1), Orders.KEY.signature("X", "buy", 1, 1));
    }

    @Test
    void keysOfOtherNamesAreOtherOrders() {
        assertNotEquals(
                new OrderKey(List.of("symbol", "price")).signature("X", 1),
                new OrderKey(List.of("symbol", "quantity")).signature("X", 1));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        for (Object bad :
                new Object[] {Double.NaN, Float.POSITIVE_INFINITY, new BigDecimal("1E+999999"), new Object()}) {
            assertThrows(UnreadableValueException.class, () -> of(bad));
        }
        assertEquals(of(null), of(null), "a market order has no price");
    }

    @Test
    void describesItselfToAPerson() {
        assertEquals("BUY 0.01 BTCUSDT @ 64000", Orders.buy(64000).describe());
        OrderKey key = new OrderKey(List.of("symbol", "account"));
        assertEquals(
                "BTCUSDT account=margin", key.signature("BTCUSDT", "margin").describe());
    }

    /** Orders one tick apart must not meet in one bin of the book's table. */
    @Test
    void neighbouringPricesSpreadOverTheLowBitsOfTheHash() {
        BitSet bins = new BitSet();
        int orders = 1 << 12;
        for (int cents = 0; cents < orders; cents++) {
            OrderSignature signature =
                    Orders.KEY.signature("BTCUSDT", "BUY", "0.01", BigDecimal.valueOf(6400000L + 25L * cents, 2));
            int hash = signature.hashCode();
            bins.set((hash ^ hash >>> 16) & (orders - 1));
        }
        assertTrue(bins.cardinality() > orders / 2, () -> bins.cardinality() + " bins");
    }
}
