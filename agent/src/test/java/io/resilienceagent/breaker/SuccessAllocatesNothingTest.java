package io.resilienceagent.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.resilienceagent.guard.Bulkhead;
import io.resilienceagent.guard.BulkheadGuard;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardContext;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.RateLimitGuard;
import io.resilienceagent.guard.RateLimiters;
import io.resilienceagent.guard.RetryBudget;
import io.resilienceagent.guard.RetryGuard;
import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.SafeModeGuard;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.BulkheadRule;
import io.resilienceagent.policy.Percent;
import io.resilienceagent.policy.RateLimitRule;
import io.resilienceagent.policy.RetryRule;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guards that every call passes make no garbage on success: not by the JIT's grace, but in the interpreter too. */
class SuccessAllocatesNothingTest {
    private static final int CALLS = 10_000;

    static Stream<Named<Guard>> guards() {
        GuardKit kit = new GuardKit();
        GuardContext context =
                new GuardContext("place_order", Ticker.system(), (nanos, task) -> () -> {}, kit.events(), true);
        CircuitBreakers breakers = new CircuitBreakers("place_order", context.ticker(), context.events());
        RateLimiters limiters = new RateLimiters(context.ticker());
        Percent percent = new Percent(BigDecimal.TEN);
        Duration second = Duration.ofSeconds(1);
        RateLimitRule rate = new RateLimitRule(
                1_000_000_000,
                second,
                Optional.empty(),
                RateLimitRule.Over.DENY,
                second,
                Optional.empty(),
                Optional.empty());
        RetryRule retry = new RetryRule(
                3, second, BigDecimal.ONE, second, percent, List.of(), List.of(), Optional.empty(), percent);
        BulkheadRule bulkhead = new BulkheadRule(2, BulkheadRule.Over.DENY, second);
        return Stream.of(
                Named.of("breaker", new CircuitBreakerGuard(context, BreakerKit.rule(), -1, breakers)),
                Named.of("breaker per key", new CircuitBreakerGuard(context, BreakerKit.rule(), 0, breakers)),
                Named.of("rate limit", new RateLimitGuard(context, rate, -1, -1, limiters)),
                Named.of("rate limit per key", new RateLimitGuard(context, rate, 0, -1, limiters)),
                Named.of("bulkhead", new BulkheadGuard(context, bulkhead, new Bulkhead())),
                Named.of("retry", new RetryGuard(context, retry, call -> false, -1, new RetryBudget())),
                Named.of("safe mode", new SafeModeGuard(new SafeMode(), call -> false)));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void onSuccess(Guard guard) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Invocation call = GuardKit.returned(GuardKit.call("BTCUSDT"), "fine");
        run(guard, call);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(guard, call);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < CALLS, () -> bytes + " bytes in " + CALLS + " calls");
        assertEquals("fine", call.result());
    }

    private static void run(Guard guard, Invocation call) {
        for (int i = 0; i < CALLS; i++) {
            Object permit = guard.before(call);
            assertFalse(permit instanceof Denial);
            guard.after(call, permit);
        }
    }
}
