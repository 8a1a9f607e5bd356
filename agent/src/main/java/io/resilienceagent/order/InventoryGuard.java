package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.order.Positions.Claim;
import io.resilienceagent.order.Positions.Reservation;
import io.resilienceagent.order.Positions.Shortage;
import io.resilienceagent.policy.InventoryRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets no sell go out beyond what is held, unless it is meant to go short. Thread-safe. */
public final class InventoryGuard implements Guard {
    /** The guard's name in the policy. */
    public static final String NAME = "inventory";

    private final GuardContext context;
    private final Slots slots;
    private final DefiniteRefusal refusal;
    private final Positions positions;
    private final Predicate<Invocation> allowShort;
    private final OrderReading order;
    private final long maxAgeNanos;
    private final long snapshotMaxAgeNanos;
    private final long settleNanos;

    /**
     * The slots of an order.
     *
     * @param symbol what is traded; may be -1 where {@code asset} is bound
     * @param side which way
     * @param quantity how much
     * @param asset the asset that is held; -1 to take it from the symbol
     * @param filled of a returned buy, how much was filled; -1 when not bound
     */
    public record Slots(int symbol, int side, int quantity, int asset, int filled) {
        /** Refuses slots from which no sell can be judged. */
        public Slots {
            if (side < 0 || quantity < 0 || (symbol < 0 && asset < 0)) {
                throw new IllegalArgumentException("inventory needs side, quantity, and symbol or asset to be bound");
            }
        }
    }

    /** A buy under way. */
    private record Buy(String asset, long began) {}

    /**
     * @param allowShort which orders are meant to sell what is not held
     * @param refusal by what the exchange definitely says no
     * @param settle how long after a failed call the order may still turn up at the exchange
     */
    public InventoryGuard(
            GuardContext context,
            InventoryRule rule,
            Slots slots,
            Optional<Predicate<Invocation>> allowShort,
            DefiniteRefusal refusal,
            Positions positions,
            Duration settle) {
        this.context = context;
        this.slots = slots;
        this.refusal = refusal;
        this.positions = positions;
        this.allowShort = allowShort.orElse(call -> false);
        this.order = new OrderReading(slots, rule.quoteAssets());
        this.maxAgeNanos = OrderTime.nanos(rule.maxAge());
        this.snapshotMaxAgeNanos = OrderTime.nanos(rule.snapshotMaxAge());
        this.settleNanos = OrderTime.nanos(settle);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object before(Invocation call) {
        if (!order.sells(call)) {
            return slots.filled() < 0
                    ? null
                    : new Buy(order.asset(call), context.ticker().nanos());
        }
        if (allowShort.test(call)) {
            return null;
        }
        String asset = order.asset(call);
        BigDecimal quantity = Decimals.of(call.value(slots.quantity()));
        Claim claim = positions.claim(asset, quantity, maxAgeNanos, snapshotMaxAgeNanos);
        if (claim instanceof Shortage shortage) {
            return Denial.of(
                    shortage.code(), "SELL " + Decimals.text(quantity) + " " + asset + ": " + shortage.reason());
        }
        return claim;
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (permit instanceof Reservation reservation) {
            switch (OrderState.after(call, refusal)) {
                case ACCEPTED -> reservation.sold();
                case REJECTED -> reservation.free();
                default -> reservation.unknown(settleNanos);
            }
        } else if (permit instanceof Buy buy && !call.failed()) {
            bought(call, buy);
        }
    }

    private void bought(Invocation call, Buy buy) {
        try {
            BigDecimal filled = Decimals.orNull(call.value(slots.filled()));
            if (filled != null) {
                positions.bought(buy.asset(), filled, buy.began());
            }
        } catch (RuntimeException e) {
            // Too little is known to be held, which denies a sell at worst.
            context.events().failure("FILLED_UNREADABLE", context.joinPoint(), e);
        }
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        if (permit instanceof Reservation reservation) {
            reservation.free();
        }
        return denial;
    }
}
