package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.LimitsRule;
import io.resilienceagent.policy.Percent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsGuardTest {
    private static final DefiniteRefusal REJECTED =
            DefiniteRefusal.by(List.of(IllegalArgumentException.class.getName()));

    private final ManualTime time = new ManualTime();
    private final Prices prices = new Prices();
    private final DayTotals totals = new DayTotals(time.orders());

    private static Optional<BigDecimal> some(String number) {
        return number.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(number));
    }

    private LimitsGuard guard(String quantity, String notional, String dayQuantity, String dayNotional) {
        return guard(new LimitsRule(
                some(quantity),
                some(notional),
                some(dayQuantity),
                some(dayNotional),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private LimitsGuard guard(LimitsRule rule) {
        return new LimitsGuard(
                Calls.context("place_order", time, new ToldEvents()),
                rule,
                new LimitsGuard.Slots(0, 1, 2),
                REJECTED,
                totals,
                prices);
    }

    private static Invocation order(Object quantity, Object price) {
        return Calls.call("BTCUSDT", quantity, price);
    }

    private static boolean passes(LimitsGuard guard, Object quantity, Object price) {
        Object verdict = guard.before(order(quantity, price));
        if (verdict instanceof Denial denial) {
            assertEquals("LIMIT_EXCEEDED", denial.code());
            return false;
        }
        return true;
    }

    @Test
    void singleOrdersAreBounded() {
        LimitsGuard guard = guard("2", "100", "", "");
        assertTrue(passes(guard, "2.0", 50));
        assertFalse(passes(guard, "2.01", 1));
        assertFalse(passes(guard, 2, "50.01"));
        Denial denial = assertInstanceOf(Denial.class, guard.before(order(2, 51)));
        assertEquals("notional 102 is over 100 (max_notional)", denial.reason());
    }

    @Test
    void aMarketOrderIsValuedAtTheLastSeenPrice() {
        LimitsGuard guard = guard("", "100", "", "");
        assertThrows(UnreadableValueException.class, () -> guard.before(order(2, null)));
        prices.observed("BTCUSDT", new BigDecimal(60));
        assertTrue(passes(guard, 1, null));
        assertFalse(passes(guard, 2, null));
    }

    @Test
    void theDayRollsAndSurvivesAReload() {
        assertTrue(passes(guard("", "", "10", ""), 6, 1));
        time.pass(Duration.ofHours(12));
        assertFalse(passes(guard("", "", "10", ""), 5, 1), "a new guard, the same day");
        assertTrue(passes(guard("", "", "10", ""), 4, 1));
        time.pass(Duration.ofHours(12));
        assertFalse(passes(guard("", "", "10", ""), 1, 1), "never before the day is over");
        time.pass(Duration.ofMinutes(5));
        assertTrue(passes(guard("", "", "10", ""), 6, 1));
        assertFalse(passes(guard("", "", "10", ""), 1, 1));
    }

    @Test
    void whatWasNotPlacedDoesNotCount() {
        LimitsGuard guard = guard("", "", "10", "100");
        Invocation rejected = order(10, 10);
        guard.after(Calls.threw(rejected, new IllegalArgumentException()), guard.before(rejected));
        Invocation denied = order(10, 10);
        guard.release(denied, guard.before(denied), Denial.of("CIRCUIT_OPEN", ""));
        assertFalse(passes(guard, 9, 20), "its quantity is given back with it");
        Invocation unknown = order(10, 10);
        guard.after(Calls.threw(unknown, new IOException()), guard.before(unknown));
        assertFalse(passes(guard, "0.1", 1), "it may be placed");
    }

    @Test
    void aPriceOfNothingIsTheOneOfAMarketOrderAlsoForTheBand() {
        prices.observed("BTCUSDT", new BigDecimal(60));
        LimitsGuard guard = guard(new LimitsRule(
                Optional.empty(),
                Optional.of(new BigDecimal(100)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Percent(new BigDecimal(5))),
                Optional.empty(),
                Optional.empty()));
        assertTrue(passes(guard, 1, BigDecimal.ZERO));
        assertFalse(passes(guard, 2, "0.00"));
    }

    @Test
    void pricesStayInTheirBand() {
        LimitsGuard guard = guard(new LimitsRule(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Percent(new BigDecimal(5))),
                Optional.empty(),
                Optional.empty()));
        Invocation first = order(1, 100);
        guard.after(Calls.returned(first, "ok"), guard.before(first));
        assertTrue(passes(guard, 1, 105));
        assertFalse(passes(guard, 1, "105.01"));
        assertFalse(passes(guard, 1, "94.9"));
        prices.observed("BTCUSDT", new BigDecimal(200));
        assertTrue(passes(guard, 1, 191));
        assertFalse(passes(guard, 1, 100));
        assertTrue(passes(guard, 1, null), "a market order has no price to judge");
    }

    @Test
    void decimalsAreBounded() {
        LimitsGuard guard = guard(new LimitsRule(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(3),
                Optional.of(0)));
        assertTrue(passes(guard, "0.1230", "64000.0"));
        assertFalse(passes(guard, 0.1234, 64000));
        assertFalse(passes(guard, 1, "64000.5"));
    }

    @Test
    void whatIsNoNumberIsNoDecision() {
        LimitsGuard guard = guard("1", "", "", "");
        assertThrows(UnreadableValueException.class, () -> guard.before(order("many", 1)));
        assertThrows(UnreadableValueException.class, () -> guard.before(order(null, 1)));
        assertThrows(UnreadableValueException.class, () -> guard.before(order(-1, 1)));
        assertThrows(UnreadableValueException.class, () -> guard.before(order(Double.POSITIVE_INFINITY, 1)));
    }
}
