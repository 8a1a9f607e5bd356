package io.resilienceagent.benchmarks;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Supplier;

/** The same guards by Failsafe. */
final class FailsafePeer {
    private final CircuitBreaker<String> circuit = CircuitBreaker.<String>builder()
            .withFailureThreshold(3)
            .withDelay(Duration.ofMinutes(2))
            .build();
    private final FailsafeExecutor<String> breaker = Failsafe.with(circuit);
    private final FailsafeExecutor<String> stack = Failsafe.with(
            RetryPolicy.<String>ofDefaults(),
            circuit,
            RateLimiter.<String>burstyBuilder(1_000_000_000, Duration.ofSeconds(1))
                    .build(),
            Bulkhead.<String>of(100));

    String breaker(Supplier<String> call) {
        return breaker.get(call::get);
    }

    String stack(Supplier<String> call) {
        return stack.get(call::get);
    }
}
