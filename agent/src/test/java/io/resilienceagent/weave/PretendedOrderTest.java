package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.bind.Slots;
import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.order.DefiniteRefusal;
import io.resilienceagent.order.IdempotencyGuard;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderRecord;
import io.resilienceagent.order.OrderState;
import io.resilienceagent.order.OrderTime;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.IdempotencyRule;
import io.resilienceagent.policy.IdempotencyRule.Duplicate;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import io.resilienceagent.policy.JoinPointKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An order that an injected fault ends before it is sent. For the guard of orders further out it was sent, and came to what the
 * fault says: were it taken for unsent, the bot would be taught to send real orders twice.
 */
@Timeout(60)
class PretendedOrderTest extends DispatchFixture {
    private final OrderBook book = OrderBook.inMemory(OrderTime.system(Ticker.system()), rig.events);

    /** The first order ends so, and all others are the host's own. */
    private void firstOrder(Consumer<Invocation> ends) {
        Slots slots = new Slots(Map.of("quantity", BindPath.parse("arg0")));
        Guard once = pretendingOnce(ends);
        Guard orders = idempotency(slots);
        rig.reading(slots)
                .joinPoint("buy", JoinPointKind.ORDER, HOST + "buy", Optional.empty(), orders, once)
                .inForce();
    }

    private Guard idempotency(Slots slots) {
        return new IdempotencyGuard(
                new GuardContext("buy", Ticker.system(), WeavingRig.TIMER, rig.events, true),
                new IdempotencyRule(List.of("quantity"), Duration.ofMinutes(2), Duplicate.DENY, Durability.MEMORY),
                new int[] {slots.named("quantity")},
                Slots.NONE,
                DefiniteRefusal.by(List.of(IllegalArgumentException.class.getName())),
                book,
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    private Guard pretendingOnce(Consumer<Invocation> how) {
        AtomicBoolean done = new AtomicBoolean();
        return new Recording("chaos", told) {
            @Override
            public Object before(Invocation call) {
                if (done.compareAndSet(false, true)) {
                    how.accept(call);
                }
                return this;
            }

            @Override
            public boolean mayPretend() {
                return true;
            }
        };
    }

    private String denied(int quantity) {
        return assertThrows(CallDeniedException.class, () -> host.buy(quantity)).code();
    }

    private List<OrderState> states() {
        return book.orders().stream().map(OrderRecord::state).toList();
    }

    @Test
    void anAnswerThatSeemsLostLeavesTheOrderUnknown() {
        IllegalStateException lost = new IllegalStateException("Connection reset");
        firstOrder(call -> call.pretend(null, lost));
        assertSame(lost, assertThrows(IllegalStateException.class, () -> host.buy(7)));
        assertEquals(List.of(OrderState.UNKNOWN), states());
        assertEquals("ORDER_UNKNOWN", denied(7));
        assertEquals(0, host.bought.get());
        assertEquals(8, host.buy(8));
        assertEquals(List.of(OrderState.UNKNOWN, OrderState.ACCEPTED), states());
    }

    @Test
    void aRefusalThatIsPretendedLetsTheOrderBeSentAgain() {
        firstOrder(call -> call.pretend(null, new IllegalArgumentException("LOT_SIZE")));
        assertThrows(IllegalArgumentException.class, () -> host.buy(7));
        assertEquals(List.of(), states());
        assertEquals(7, host.buy(7));
        assertEquals("DUPLICATE_ORDER", denied(7));
        assertEquals(1, host.bought.get());
    }

    @Test
    void anAcceptanceThatIsPretendedStandsAgainstTheSameOrder() {
        firstOrder(call -> call.pretend(9, null));
        assertEquals(9, host.buy(7));
        assertEquals(List.of(OrderState.ACCEPTED), states());
        assertEquals("DUPLICATE_ORDER", denied(7));
        assertEquals(0, host.bought.get());
    }
}
