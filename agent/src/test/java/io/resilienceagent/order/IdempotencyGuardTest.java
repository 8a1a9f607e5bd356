package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.policy.IdempotencyRule;
import io.resilienceagent.policy.IdempotencyRule.Duplicate;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyGuardTest {
    private static final DefiniteRefusal REJECTED =
            DefiniteRefusal.by(List.of(IllegalArgumentException.class.getName()));

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private final GuardContext context = Calls.context("place_order", time, events);
    private OrderBook book = OrderBook.inMemory(time.orders(), events);

    private IdempotencyGuard guard(Duplicate duplicate, Lookup lookup) {
        IdempotencyRule rule = new IdempotencyRule(
                List.of("symbol", "side", "quantity", "price"), Orders.WITHIN, duplicate, Durability.FSYNC);
        return new IdempotencyGuard(
                context,
                rule,
                new int[] {0, 1, 2, 3},
                Calls.RESULT,
                REJECTED,
                book,
                Optional.ofNullable(lookup),
                Orders.SETTLE);
    }

    private static Invocation order() {
        return Calls.call("BTCUSDT", "BUY", new BigDecimal("0.010"), 64000L);
    }

    private static Denial denied(IdempotencyGuard guard) {
        return assertInstanceOf(Denial.class, guard.before(order()));
    }

    private static void send(IdempotencyGuard guard, Object result) {
        Invocation call = order();
        Object permit = assertInstanceOf(LiveOrder.class, guard.before(call));
        guard.after(Calls.returned(call, result), permit);
    }

    private static void fail(IdempotencyGuard guard, Throwable thrown) {
        Invocation call = order();
        Object permit = assertInstanceOf(LiveOrder.class, guard.before(call));
        guard.after(Calls.threw(call, thrown), permit);
    }

    @Test
    void aDuplicateIsDeniedInWordsForAPerson() {
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        send(guard, 123L);
        time.pass(Duration.ofMillis(1200));
        Denial denial = denied(guard);
        assertEquals("DUPLICATE_ORDER", denial.code());
        assertEquals(
                "order BUY 0.01 BTCUSDT @ 64000 was accepted 1.2 s ago (id 123); the same order is not sent again"
                        + " within 120 s",
                denial.reason());
    }

    @Test
    void thePreviousResultMayBeTheAnswer() {
        IdempotencyGuard guard = guard(Duplicate.RETURN_PREVIOUS, null);
        Object result = new Object() {
            @Override
            public String toString() {
                return "order 9";
            }
        };
        send(guard, result);
        Denial denial = denied(guard);
        assertTrue(denial.answered());
        assertSame(result, denial.answer());
    }

    @Test
    void inFlightIsADuplicate() {
        IdempotencyGuard guard = guard(Duplicate.RETURN_PREVIOUS, null);
        guard.before(order());
        Denial denial = denied(guard);
        assertEquals("DUPLICATE_ORDER", denial.code());
        assertTrue(denial.reason().contains("in flight"), denial.reason());
    }

    @Test
    void onlyAListedExceptionIsARefusal() {
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        fail(guard, new IllegalArgumentException("LOT_SIZE"));
        fail(guard, new CompletionException(new NumberFormatException("a subclass, from a future")));
        fail(guard, new IllegalStateException("read timed out"));
        Denial denial = denied(guard);
        assertEquals("ORDER_UNKNOWN", denial.code());
        assertTrue(denial.reason().contains("read timed out"), denial.reason());
    }

    @Test
    void theJournalKeepsNoSecretOfTheHostsExceptions() throws IOException {
        book = OrderBook.open(directory, time.orders(), events);
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        fail(guard, new IllegalStateException("POST /order?quantity=1&signature=0123456789abcdef timed out"));
        String reason = denied(guard).reason();
        assertTrue(reason.contains("quantity=1&signature=*** timed out"), reason);
        book.close();
        String journal = Files.readString(directory.resolve(OrderJournal.FILE), StandardCharsets.ISO_8859_1);
        assertTrue(journal.contains("quantity=1&signature=*** timed out"), journal);
        assertFalse(journal.contains("0123456789abcdef"), journal);
    }

    @Test
    void aReturnedFailureIsUnknown() {
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        Invocation call = order();
        Object permit = guard.before(call);
        call.end("retCode 10006", null, true);
        guard.after(call, permit);
        assertEquals("ORDER_UNKNOWN", denied(guard).code());
    }

    @Test
    void whatAnInnerGuardDeniedWasNeverSent() {
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        Invocation call = order();
        Object permit = guard.before(call);
        Denial inner = Denial.of("CIRCUIT_OPEN", "");
        assertSame(inner, guard.release(call, permit, inner));
        assertInstanceOf(LiveOrder.class, guard.before(order()));
    }

    @Test
    void theExchangeIsAskedAndItsAnswerDecidesAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        Lookup lookup = (call, about) -> {
            asked.incrementAndGet();
            book.seen(new OrderListing(List.of(), null, time.nanos(), true));
        };
        IdempotencyGuard guard = guard(Duplicate.DENY, lookup);
        fail(guard, new IOException("reset"));
        assertEquals("ORDER_UNKNOWN", denied(guard).code(), "it may still turn up");
        assertEquals("ORDER_UNKNOWN", denied(guard).code());
        assertEquals(1, asked.get(), "not more than once in 250 ms");
        time.pass(Orders.SETTLE);
        assertInstanceOf(LiveOrder.class, guard.before(order()));
        assertEquals(2, asked.get());
    }

    @Test
    void aLookupThatFailsOrComesBackToItselfLeavesTheOrderUnknown() {
        IdempotencyGuard[] guard = new IdempotencyGuard[1];
        guard[0] = guard(Duplicate.DENY, (call, about) -> {
            time.pass(Duration.ofSeconds(1));
            assertEquals("ORDER_UNKNOWN", denied(guard[0]).code());
            throw new IOException("down");
        });
        fail(guard[0], new IOException("reset"));
        assertEquals("ORDER_UNKNOWN", denied(guard[0]).code());
        assertEquals(1, events.failures.size(), () -> events.failures.toString());
    }

    @Test
    void afterARestartTheBotIsRecovering() throws IOException {
        book = Orders.open(directory, time, events);
        guard(Duplicate.DENY, null).before(order());
        book.close();
        book = Orders.open(directory, time, events);
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        Denial denial = assertInstanceOf(Denial.class, guard.before(Calls.call("ETHUSDT", "SELL", 1, 3000)));
        assertEquals("ORDER_UNKNOWN", denial.code());
        assertTrue(denial.reason().startsWith("the bot is RECOVERING: 1 order from before"), denial.reason());
        assertTrue(denial.reason().contains("attach-cli orders resolve"), denial.reason());
        book.close();
        Denial closed = assertInstanceOf(Denial.class, guard.before(order()));
        assertEquals("ORDER_UNKNOWN", closed.code());
    }

    @Test
    void afterARestartTheExchangeIsAskedAboutTheOrderThatIsInTheWay() throws IOException {
        book = Orders.open(directory, time, events);
        guard(Duplicate.DENY, null).before(order());
        book.close();
        book = Orders.open(directory, time, events);
        time.pass(Orders.SETTLE);
        Lookup bySymbol = (call, about) -> {
            String symbol = (String) about.value("symbol");
            book.seen(new OrderListing(List.of(), symbol, time.nanos(), true));
        };
        IdempotencyGuard guard = guard(Duplicate.DENY, bySymbol);
        // The BTC order may never be sent again; the first order in ETH must free the way all the same.
        assertInstanceOf(LiveOrder.class, guard.before(Calls.call("ETHUSDT", "SELL", 1, 3000)));
        book.close();
    }

    @Test
    void withoutAJournalNothingIsSent() throws IOException {
        book = Orders.open(directory, time, events);
        book.close();
        Denial denial = denied(guard(Duplicate.DENY, null));
        assertEquals("JOURNAL_UNAVAILABLE", denial.code());
        assertTrue(denial.reason().contains("orders.journal"), denial.reason());
    }

    @Test
    void aValueThatIsNoNumberIsNoDecision() {
        IdempotencyGuard guard = guard(Duplicate.DENY, null);
        assertThrows(UnreadableValueException.class, () -> guard.before(Calls.call("BTCUSDT", "BUY", Double.NaN, 1)));
        assertNull(Decimals.parse("NaN"));
    }
}
