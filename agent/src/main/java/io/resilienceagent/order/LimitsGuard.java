package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.UnreadableValueException;
import io.resilienceagent.order.DayTotals.Counted;
import io.resilienceagent.policy.LimitsRule;
import io.resilienceagent.policy.Percent;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Bounds single orders and rolling days: quantity, notional, distance from the last seen price, decimals. The day's
 * quantity is summed by symbol, its notional over all symbols of the join point; an order counts unless it was
 * rejected. Thread-safe.
 */
public final class LimitsGuard implements Guard {
    /** The guard's name in the policy. */
    public static final String NAME = "limits";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final GuardContext context;
    private final LimitsRule rule;
    private final Slots slots;
    private final DefiniteRefusal refusal;
    private final DayTotals totals;
    private final Prices prices;
    private final Optional<BigDecimal> band;

    /** The slots of an order; -1 for what is not bound. */
    public record Slots(int symbol, int quantity, int price) {}

    /** What an order under way took from its day; members are null where nothing is counted or known. */
    private record Permit(Counted quantity, Counted notional, String symbol, BigDecimal price) {
        void giveBack() {
            if (quantity != null) {
                quantity.giveBack();
            }
            if (notional != null) {
                notional.giveBack();
            }
        }
    }

    /**
     * @param refusal by what the exchange definitely says no
     * @param totals what the day has taken so far, by join point and symbol
     * @param prices the last seen prices
     */
    public LimitsGuard(
            GuardContext context,
            LimitsRule rule,
            Slots slots,
            DefiniteRefusal refusal,
            DayTotals totals,
            Prices prices) {
        this.context = context;
        this.rule = rule;
        this.slots = slots;
        this.refusal = refusal;
        this.totals = totals;
        this.prices = prices;
        this.band = rule.priceBand().map(Percent::value);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object before(Invocation call) {
        String symbol = symbol(call);
        BigDecimal price = price(call);
        BigDecimal quantity = quantity(call);
        Denial denial = quantity == null ? null : judgeQuantity(quantity);
        if (denial == null && price != null) {
            denial = judgePrice(symbol, price);
        }
        BigDecimal notional = denial == null ? notional(symbol, quantity, price) : null;
        if (notional != null && over(notional, rule.maxNotional())) {
            denial = exceeded("notional", notional, rule.maxNotional().get(), "max_notional");
        }
        return denial != null ? denial : countDay(symbol, quantity, notional, price);
    }

    private String symbol(Invocation call) {
        Object symbol = bound(call, slots.symbol());
        return symbol == null ? "" : OrderKey.text(symbol);
    }

    private static Object bound(Invocation call, int slot) {
        return slot < 0 ? null : call.value(slot);
    }

    /** The order's own price; null for a market order, whether its client says null or 0. */
    private BigDecimal price(Invocation call) {
        BigDecimal price = Decimals.orNull(bound(call, slots.price()));
        return price == null || price.signum() == 0 ? null : price;
    }

    private BigDecimal quantity(Invocation call) {
        BigDecimal quantity = Decimals.orNull(bound(call, slots.quantity()));
        boolean needed = rule.maxQuantity().isPresent()
                || rule.maxQuantityPerDay().isPresent()
                || rule.maxNotional().isPresent()
                || rule.maxNotionalPerDay().isPresent();
        if (needed && quantity == null) {
            throw new UnreadableValueException("the order has no quantity to hold against its limits");
        }
        if (quantity != null && quantity.signum() < 0) {
            throw new UnreadableValueException("the order has the quantity " + Decimals.text(quantity));
        }
        return quantity;
    }

    private Denial judgeQuantity(BigDecimal quantity) {
        if (over(quantity, rule.maxQuantity())) {
            return exceeded("quantity", quantity, rule.maxQuantity().get(), "max_quantity");
        }
        return decimals("quantity", quantity, rule.quantityDecimals());
    }

    private Denial judgePrice(String symbol, BigDecimal price) {
        Denial denial = decimals("price", price, rule.priceDecimals());
        Optional<BigDecimal> last = denial == null && band.isPresent() ? prices.last(symbol) : Optional.empty();
        if (last.isEmpty()) {
            return denial;
        }
        BigDecimal most = band.get();
        BigDecimal distance = price.subtract(last.get()).abs().multiply(HUNDRED);
        if (distance.compareTo(most.multiply(last.get())) <= 0) {
            return null;
        }
        return Denial.of(
                "LIMIT_EXCEEDED",
                "price " + Decimals.text(price) + " of " + symbol + " is more than " + Decimals.text(most)
                        + " % away from the last seen " + Decimals.text(last.get()) + " (price_band)");
    }

    private static Denial decimals(String what, BigDecimal value, Optional<Integer> most) {
        if (most.isEmpty() || value.stripTrailingZeros().scale() <= most.get()) {
            return null;
        }
        return Denial.of(
                "LIMIT_EXCEEDED",
                what + " " + Decimals.text(value) + " has more than " + most.get() + " decimals (" + what
                        + "_decimals)");
    }

    /** Quantity times price; a market order is valued at the last seen price. Null where no rule asks for it. */
    private BigDecimal notional(String symbol, BigDecimal quantity, BigDecimal price) {
        if (rule.maxNotional().isEmpty() && rule.maxNotionalPerDay().isEmpty()) {
            return null;
        }
        BigDecimal value = price != null ? price : prices.last(symbol).orElse(null);
        if (value == null) {
            throw new UnreadableValueException("the order has no price, and no price of " + symbol
                    + " was seen yet, so its notional cannot be held against its limit");
        }
        return quantity.multiply(value).abs();
    }

    private Object countDay(String symbol, BigDecimal quantity, BigDecimal notional, BigDecimal price) {
        Counted ofQuantity = null;
        if (rule.maxQuantityPerDay().isPresent()) {
            BigDecimal most = rule.maxQuantityPerDay().get();
            String day = context.joinPoint() + " quantity " + symbol;
            ofQuantity = totals.count(day, quantity, most);
            if (ofQuantity == null) {
                return exceeded("the day's quantity", totals.sum(day).add(quantity), most, "max_quantity_per_day");
            }
        }
        Counted ofNotional = null;
        if (rule.maxNotionalPerDay().isPresent()) {
            BigDecimal most = rule.maxNotionalPerDay().get();
            String day = context.joinPoint() + " notional";
            ofNotional = totals.count(day, notional, most);
            if (ofNotional == null) {
                if (ofQuantity != null) {
                    ofQuantity.giveBack();
                }
                return exceeded("the day's notional", totals.sum(day).add(notional), most, "max_notional_per_day");
            }
        }
        return new Permit(ofQuantity, ofNotional, symbol, price);
    }

    private static boolean over(BigDecimal value, Optional<BigDecimal> most) {
        return most.isPresent() && value.compareTo(most.get()) > 0;
    }

    private static Denial exceeded(String what, BigDecimal value, BigDecimal most, String name) {
        return Denial.of(
                "LIMIT_EXCEEDED",
                what + " " + Decimals.text(value) + " is over " + Decimals.text(most) + " (" + name + ")");
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (!(permit instanceof Permit taken)) {
            return;
        }
        switch (OrderState.after(call, refusal)) {
            case ACCEPTED -> {
                if (taken.price() != null) {
                    prices.accepted(taken.symbol(), taken.price());
                }
            }
            case REJECTED -> taken.giveBack();
            default -> {}
        }
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        if (permit instanceof Permit taken) {
            taken.giveBack();
        }
        return denial;
    }
}
