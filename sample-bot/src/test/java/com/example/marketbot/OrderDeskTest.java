package com.example.marketbot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderDeskTest {
    private static final Signal SIGNAL =
            new Signal("s-1", "BTCUSDT", Side.BUY, new BigDecimal("0.01"), new BigDecimal("50000.00"));

    @TempDir
    private Path data;

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int attempts;
    private OpenSignals openSignals;
    private final Denials denials = new Denials();
    private OrderDesk desk;

    /** Fails as often as told, and takes every order after that. */
    private final class MoodyTrader extends Trader {
        MoodyTrader() {
            super(null);
        }

        @Override
        public OrderAck placeOrder(OrderRequest order) {
            attempts++;
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            return new OrderAck("o-1", OrderStatus.FILLED, order.quantity());
        }
    }

    private static RuntimeException timeout() {
        return new ExchangeTimeout("TIMEOUT: too slow", null);
    }

    @BeforeEach
    void open() {
        openSignals = new OpenSignals(data);
        desk = new OrderDesk(new MoodyTrader(), openSignals, new SignalJournal(data), new Positions(data), denials);
    }

    @Test
    void anAcknowledgedSignalIsClosed() {
        desk.submit(SIGNAL, 1);
        assertEquals(1, attempts);
        assertEquals(0, new OpenSignals(data).size());
    }

    @Test
    void aTimeoutIsSentAgainAtOnce() {
        failures.add(timeout());
        failures.add(timeout());
        desk.submit(SIGNAL, 1);
        assertEquals(3, attempts);
        assertEquals(0, openSignals.size());
        assertEquals(Map.of("TIMEOUT", 2L), denials.counts());
    }

    @Test
    void afterThreeTimeoutsTheSignalWaitsForALaterTick() {
        for (int i = 0; i <= OrderDesk.RESENDS; i++) {
            failures.add(timeout());
        }
        desk.submit(SIGNAL, 1);
        assertEquals(3, attempts);
        desk.retryDue(10);
        assertEquals(3, attempts);
        desk.retryDue(11);
        assertEquals(4, attempts);
        assertEquals(0, openSignals.size());
    }

    @Test
    void anyFailureIsSurvivedAndCountedByItsFirstWords() {
        failures.add(new OrderRejected("NO_WAY: because"));
        failures.add(new IllegalStateException("NO_WAY: for another reason"));
        failures.add(new IllegalStateException());
        desk.submit(SIGNAL, 1);
        desk.retryDue(11);
        desk.retryDue(21);
        desk.retryDue(31);
        assertEquals(4, attempts);
        assertEquals(Map.of("NO_WAY", 2L, "IllegalStateException", 1L), denials.counts());
    }

    @Test
    void aRateLimitIsHammeredAtTheNextTick() {
        failures.add(new ExchangeException("HTTP 429: slow down", 429, Duration.ofSeconds(5)));
        desk.submit(SIGNAL, 1);
        desk.retryDue(2);
        assertEquals(2, attempts);
    }

    @Test
    void aHopelessSignalIsDropped() {
        for (int i = 0; i < OpenSignals.MOST_TRIES; i++) {
            failures.add(new OrderRejected("NO_WAY"));
        }
        desk.submit(SIGNAL, 0);
        for (int tick = 10; tick <= 1000; tick += 10) {
            desk.retryDue(tick);
        }
        assertEquals(OpenSignals.MOST_TRIES, attempts);
        assertEquals(0, openSignals.size());
    }

    @Test
    void whatWasNotAcknowledgedIsDueAtOnceAfterARestart() throws Exception {
        failures.add(new OrderRejected("NO_WAY"));
        desk.submit(SIGNAL, 500);
        assertEquals(List.of(SIGNAL), new OpenSignals(data).due(1));
        assertEquals(1, Files.readAllLines(data.resolve("signals.jsonl")).size());
    }
}
