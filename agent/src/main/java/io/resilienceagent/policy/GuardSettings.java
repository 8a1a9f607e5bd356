package io.resilienceagent.policy;

/** The settings of one guard. The name of the record without its last word is the guard's name in the file. */
public sealed interface GuardSettings
        permits SafeModeRule,
                CircuitBreakerRule,
                IdempotencyRule,
                InventoryRule,
                LimitsRule,
                RateLimitRule,
                BulkheadRule,
                RetryRule,
                TimeoutRule,
                FallbackRule {
    /** The guard's name, as {@code circuit_breaker}. */
    default String guard() {
        return name(getClass());
    }

    /** The guard's name for a type of settings. */
    static String name(Class<?> settings) {
        String name = settings.getSimpleName();
        return Words.snake(name.substring(0, name.length() - "Rule".length()));
    }
}
