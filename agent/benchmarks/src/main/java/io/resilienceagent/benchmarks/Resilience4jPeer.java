package io.resilienceagent.benchmarks;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.function.Supplier;

/** The same guards by resilience4j; each call is decorated where it is made, as its documentation has it. */
final class Resilience4jPeer {
    private final CircuitBreakerConfig config = CircuitBreakerConfig.custom()
            .slidingWindow(3, 3, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .failureRateThreshold(100)
            .waitDurationInOpenState(Duration.ofMinutes(2))
            .build();
    private final CircuitBreaker breaker = CircuitBreaker.of("quote", config);
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(config);
    private final Retry retry = Retry.ofDefaults("quote");
    private final Bulkhead bulkhead =
            Bulkhead.of("quote", BulkheadConfig.custom().maxConcurrentCalls(100).build());
    private final RateLimiter rate = RateLimiter.of(
            "quote",
            RateLimiterConfig.custom()
                    .limitForPeriod(1_000_000_000)
                    .limitRefreshPeriod(Duration.ofSeconds(1))
                    .timeoutDuration(Duration.ZERO)
                    .build());

    String breaker(Supplier<String> call) {
        return breaker.executeSupplier(call);
    }

    String breakerOf(String symbol, Supplier<String> call) {
        return breakers.circuitBreaker(symbol).executeSupplier(call);
    }

    String stack(Supplier<String> call) {
        Supplier<String> limited = Bulkhead.decorateSupplier(bulkhead, call);
        Supplier<String> rated = RateLimiter.decorateSupplier(rate, limited);
        Supplier<String> broken = CircuitBreaker.decorateSupplier(breaker, rated);
        return Retry.decorateSupplier(retry, broken).get();
    }
}
