package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.resilienceagent.order.Admission.Cause;
import io.resilienceagent.order.Admission.Refusal;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Orders for tests: two minutes of protection, five seconds to settle. */
final class Orders {
    static final OrderKey KEY = new OrderKey(List.of("symbol", "side", "quantity", "price"));
    static final Duration WITHIN = Duration.ofMinutes(2);
    static final Duration SETTLE = Duration.ofSeconds(5);

    private Orders() {}

    static OrderTerms terms(Durability durability) {
        return OrderTerms.of("place_order", WITHIN, SETTLE, durability);
    }

    /** A signature that differs from others by its price. */
    static OrderSignature buy(int price) {
        return KEY.signature("BTCUSDT", "BUY", "0.01", price);
    }

    static LiveOrder admitted(OrderBook book, OrderSignature signature) throws IOException {
        return assertInstanceOf(LiveOrder.class, book.begin(terms(Durability.OS), signature));
    }

    static Cause refused(OrderBook book, OrderSignature signature) throws IOException {
        return assertInstanceOf(Refusal.class, book.begin(terms(Durability.OS), signature))
                .cause();
    }

    static OrderBook open(Path directory, ManualTime time, ToldEvents events) throws IOException {
        return OrderBook.open(directory, time.orders(), events);
    }

    static Path journal(Path directory) {
        return directory.resolve(OrderJournal.FILE);
    }
}
