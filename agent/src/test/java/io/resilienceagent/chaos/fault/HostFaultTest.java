package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults at the host's own methods. */
@Timeout(60)
class HostFaultTest {
    private static final String HOST = "io.resilienceagent.chaos.fault.AccountHost#";

    private final FaultRig rig = new FaultRig();
    private final AccountHost host = new AccountHost();

    HostFaultTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void anExceptionThatTheMethodDeclares() throws Exception {
        rig.strikeMethod("exception", HOST + "place", "class", "java.io.FileNotFoundException", "message", "no such");
        assertEquals(
                "no such",
                assertThrows(FileNotFoundException.class, host::place).getMessage());
        rig.end();
        assertEquals("placed", host.place());
        assertEquals(1, rig.fired.get());
    }

    @Test
    void anAsynchronousMethodFailsWithIt() throws Exception {
        rig.strikeMethod("exception", HOST + "orders");
        CompletionException failed =
                assertThrows(CompletionException.class, () -> host.orders().join());
        assertEquals("injected by chaos", failed.getCause().getMessage());
    }

    @Test
    void anExceptionThatCannotBeThrownIsRefusedBefore() throws Exception {
        rig.strikeMethod("exception", HOST + "balances");
        assertRefused("does not declare", "exception", "class", "java.io.IOException");
        assertRefused("does not find it", "exception", "class", "com.acme.Nowhere");
        assertRefused("it is no exception", "exception", "class", "java.lang.String");
    }

    @Test
    void balancesDifferInACopyOfTheSameKind() throws Exception {
        rig.strikeMethod("reconcile_mismatch", HOST + "balances", "percent", -10);
        assertEquals(Map.of("BTC", new BigDecimal("0.45"), "USDT", new BigDecimal("900.00")), host.balances());
        assertEquals(new BigDecimal("0.50"), host.truth.get("BTC"));
        rig.end();
        assertSame(host.truth, host.balances());
    }

    @Test
    void anAmountOfOneAssetOnly() throws Exception {
        rig.strikeMethod("reconcile_mismatch", HOST + "balances", "amount", "0.005", "field", "BTC");
        assertEquals(new BigDecimal("0.505"), host.balances().get("BTC"));
        assertEquals(new BigDecimal("1000.00"), host.balances().get("USDT"));
    }

    @Test
    void ordersAreMissingAndOthersDiffer() throws Exception {
        rig.strikeMethod("reconcile_mismatch", HOST + "orders", "drop", 1, "percent", 100, "field", "quantity");
        assertEquals(
                List.of(new AccountHost.Order("2", "ETH", 5.0, 4)),
                host.orders().join());
        assertEquals(2, host.open.size());
    }

    @Test
    void whatCannotBeCopiedStaysAndNothingIsClaimed() throws Exception {
        rig.strikeMethod("reconcile_mismatch", HOST + "opaque", "percent", 50);
        assertEquals(7, host.opaque().free);
        assertEquals(0, rig.fired.get());
    }

    @Test
    void aMismatchNeedsAnAnswerThatThePolicyReadsAndSomethingToChange() {
        rig.observed = false;
        assertRefused("has no observe", "reconcile_mismatch", "percent", 5);
        rig.observed = true;
        assertRefused("needs one of the options", "reconcile_mismatch");
        assertRefused("option percent: found many", "reconcile_mismatch", "percent", "many");
    }

    @Test
    void latencyOfAnyMethodAndOfAFutureWithoutWaiting() throws Exception {
        rig.strikeMethod("lat_spike_ms", HOST + "balances", "ms", 20);
        long start = System.nanoTime();
        assertSame(host.truth, host.balances());
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));
        rig.end();
        rig.strikeMethod("lat_spike_ms", HOST + "orders", "ms", 3_600_000);
        var late = host.orders();
        assertFalse(late.isDone());
        rig.end();
        assertSame(host.open, late.get(20, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptDuringAPauseIsThereAfterwards() throws Exception {
        rig.strikeMethod("lat_spike_ms", HOST + "balances", "ms", 5);
        Thread.currentThread().interrupt();
        assertSame(host.truth, host.balances());
        assertTrue(Thread.interrupted());
    }

    @Test
    void theHostsClockIsWrongAndNoOther() throws Exception {
        ClockHost.times();
        long before = ClockHost.monotonic();
        rig.strikeProcess("clock_skew_ms", "ms", 86_400_000);
        long real = System.currentTimeMillis();
        assertSkewed(86_400_000, real);
        assertTrue(Math.abs(ClockHost.day() - TimeUnit.MILLISECONDS.toDays(real)) <= 2);
        assertEquals(0, ClockHost.fixed());
        assertTrue(ClockHost.monotonic() - before < TimeUnit.HOURS.toNanos(1));
        rig.end();
        assertTrue(rig.fault().isGone());
        long now = System.currentTimeMillis();
        assertSkewed(0, now);
    }

    @Test
    void theHostsClockIsBehind() throws Exception {
        rig.strikeProcess("clock_skew_ms", "ms", -3_600_000, "drift_ppm", 1000);
        long real = System.currentTimeMillis();
        assertSkewed(-3_600_000, real);
    }

    /** A test takes half a minute at most: so much may pass between two looks. */
    private static void assertSkewed(long expected, long real) {
        ClockHost.times()
                .forEach((way, seen) -> assertTrue(Math.abs(seen - real - expected) < 30_000, way + " " + seen));
    }

    @Test
    void killMustBeMeant() {
        assertRefused("option sure: found false", "kill");
    }

    private void assertRefused(String expected, String type, Object... options) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> rig.type(type).make(FaultRig.options(options), "call"));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }
}
