/**
 * Circuit breakers. {@link io.resilienceagent.breaker.CircuitBreakers} lives as long as its join point and keeps the
 * states; a {@link io.resilienceagent.breaker.CircuitBreakerGuard} lives as long as its policy and brings the numbers.
 *
 * <p>The state is an object, and the permit of a call is the very state object that admitted it. So a permit
 * carries its epoch at no cost, and "does this outcome still count?" is one comparison of references: a state that
 * was left never comes back, even where the same kind of state does.
 */
package io.resilienceagent.breaker;
