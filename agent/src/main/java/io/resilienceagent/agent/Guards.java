package io.resilienceagent.agent;

import io.resilienceagent.bind.Comparison;
import io.resilienceagent.bind.HostCall;
import io.resilienceagent.bind.Opener;
import io.resilienceagent.bind.Slots;
import io.resilienceagent.breaker.CircuitBreakerGuard;
import io.resilienceagent.guard.BulkheadGuard;
import io.resilienceagent.guard.Fallback;
import io.resilienceagent.guard.FallbackGuard;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.RateLimitGuard;
import io.resilienceagent.guard.RetryGuard;
import io.resilienceagent.guard.SafeModeGuard;
import io.resilienceagent.guard.TimeoutGuard;
import io.resilienceagent.order.DefiniteRefusal;
import io.resilienceagent.order.IdempotencyGuard;
import io.resilienceagent.order.InventoryGuard;
import io.resilienceagent.order.LimitsGuard;
import io.resilienceagent.order.Lookup;
import io.resilienceagent.order.ObservationGuard;
import io.resilienceagent.order.ReduceOnly;
import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.Argument;
import io.resilienceagent.policy.BindPath;
import io.resilienceagent.policy.BulkheadRule;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.Condition;
import io.resilienceagent.policy.FallbackRule;
import io.resilienceagent.policy.GuardSettings;
import io.resilienceagent.policy.IdempotencyRule;
import io.resilienceagent.policy.InventoryRule;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.LimitsRule;
import io.resilienceagent.policy.Literal;
import io.resilienceagent.policy.Observe;
import io.resilienceagent.policy.RateLimitRule;
import io.resilienceagent.policy.RetryRule;
import io.resilienceagent.policy.SafeModeRule;
import io.resilienceagent.policy.TimeoutRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the guards of one join point from what the policy says: the one place that knows every kind of guard. */
final class Guards {
    private static final Duration UNASKED_SETTLE = Duration.ofSeconds(5);

    private final JoinPointRule rule;
    private final Services services;
    private final Slots slots;
    private final Opener opener;
    private final List<String> quoteAssets;

    /**
     * @param slots gets what the guards read
     * @param quoteAssets what the join point's inventory guard says of its symbols
     */
    Guards(JoinPointRule rule, Services services, Slots slots, Opener opener, List<String> quoteAssets) {
        this.rule = rule;
        this.services = services;
        this.slots = slots;
        this.opener = opener;
        this.quoteAssets = quoteAssets;
    }

    Guard make(GuardSettings settings, GuardContext context) {
        String joinPoint = context.joinPoint();
        if (settings instanceof SafeModeRule safeMode) {
            return new SafeModeGuard(services.safeMode(), reduceOnly(safeMode));
        } else if (settings instanceof CircuitBreakerRule breaker) {
            return new CircuitBreakerGuard(context, breaker, slot(breaker.per()), services.breakers(joinPoint));
        } else if (settings instanceof IdempotencyRule idempotency) {
            return idempotency(context, idempotency);
        } else if (settings instanceof InventoryRule inventory) {
            return inventory(context, inventory);
        } else if (settings instanceof LimitsRule limits) {
            return new LimitsGuard(
                    context,
                    limits,
                    new LimitsGuard.Slots(slots.named("symbol"), slots.named("quantity"), slots.named("price")),
                    refusal(),
                    services.dayTotals(),
                    services.prices());
        } else if (settings instanceof RateLimitRule rate) {
            return new RateLimitGuard(
                    context,
                    rate,
                    slot(rate.per()),
                    slot(rate.weight().flatMap(Argument::name)),
                    services.rateLimiters(joinPoint, rate.budget()));
        } else if (settings instanceof BulkheadRule bulkhead) {
            return new BulkheadGuard(context, bulkhead, services.bulkhead(joinPoint));
        } else if (settings instanceof RetryRule retry) {
            int retryAfter = retry.retryAfter().map(slots::of).orElse(Slots.NONE);
            return new RetryGuard(context, retry, any(retry.when()), retryAfter, services.retryBudget(joinPoint));
        } else if (settings instanceof TimeoutRule timeout) {
            return new TimeoutGuard(context, timeout);
        } else if (settings instanceof FallbackRule fallback) {
            return new FallbackGuard(context, fallback, any(fallback.when()), standIn(fallback, joinPoint));
        }
        throw new IllegalStateException("no guard for " + settings);
    }

    /** What the calls of this join point tell about the account. */
    Guard observation(Observe observe, GuardContext context) {
        Map<String, Integer> itemSlots = new HashMap<>();
        observe.item().forEach((name, path) -> itemSlots.put(name, slots.ofItem(path)));
        return new ObservationGuard(
                context,
                new ObservationGuard.Slots(
                        slotOf(observe.positions()),
                        slotOf(observe.openOrders()),
                        slotOf(observe.orders()),
                        slotOf(observe.price()),
                        slotOf(observe.symbol())),
                itemSlots,
                services.orders(),
                services.positions(),
                services.prices());
    }

    private Guard idempotency(GuardContext context, IdempotencyRule idempotency) {
        Optional<Lookup> lookup = rule.lookup().map(how -> {
            HostCall call = new HostCall(how.call(), how.args(), slots, opener);
            return (sent, about) -> call.make(sent, about::value);
        });
        return new IdempotencyGuard(
                context,
                idempotency,
                idempotency.key().stream().mapToInt(slots::named).toArray(),
                slots.named("order_id"),
                refusal(),
                services.orders(),
                lookup,
                settle());
    }

    private Guard inventory(GuardContext context, InventoryRule inventory) {
        return new InventoryGuard(
                context,
                inventory,
                orderSlots(),
                inventory.allowShort().map(condition -> new Comparison(condition, slots)),
                refusal(),
                services.positions(),
                settle());
    }

    private InventoryGuard.Slots orderSlots() {
        return new InventoryGuard.Slots(
                slots.named("symbol"),
                slots.named("side"),
                slots.named("quantity"),
                slots.named("asset"),
                slots.named("filled"));
    }

    private Predicate<Invocation> reduceOnly(SafeModeRule safeMode) {
        return safeMode.reduceOnly()
                .<Predicate<Invocation>>map(condition -> {
                    Predicate<Invocation> verified = new ReduceOnly(orderSlots(), quoteAssets, services.positions());
                    return new Comparison(condition, slots).and(verified);
                })
                .orElse(call -> false);
    }

    private Fallback standIn(FallbackRule fallback, String joinPoint) {
        if (fallback.exception().isPresent()) {
            String exception = fallback.exception().get();
            return Fallback.throwing((call, message) -> call.exception(exception, message));
        }
        Answer answer = fallback.answer().orElseThrow();
        return answer.source() == Answer.Source.LITERAL
                ? Fallback.value(answer.literal().map(Literal::value).orElse(null))
                : Fallback.lastGood(services.lastGood(joinPoint), fallback.maxAge());
    }

    private Predicate<Invocation> any(List<Condition> conditions) {
        Predicate<Invocation> any = Comparison.any(conditions, slots);
        return any == null ? call -> true : any;
    }

    /** Whether a failed call of this join point was a definite refusal. */
    Predicate<Invocation> refused() {
        return refusal()::refused;
    }

    private DefiniteRefusal refusal() {
        Predicate<Invocation> when = Comparison.any(rule.rejectedWhen(), slots);
        return new DefiniteRefusal(rule.rejectedBy(), when == null ? call -> false : when);
    }

    private Duration settle() {
        return rule.lookup().map(how -> how.settle()).orElse(UNASKED_SETTLE);
    }

    private int slot(Optional<String> name) {
        return name.map(slots::named).orElse(Slots.NONE);
    }

    private int slotOf(Optional<BindPath> path) {
        return path.map(slots::of).orElse(Slots.NONE);
    }
}
