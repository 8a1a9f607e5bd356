package io.resilienceagent.breaker;

import java.time.Duration;
import java.util.Optional;

/**
 * One circuit at one moment, for people.
 *
 * @param key the bound key; {@code -} where a join point has one circuit
 * @param failures failures that count at the moment; 0 unless closed
 * @param openedAgo how long ago it opened or was forced; empty while it is closed
 * @param reason why it is not closed; empty while it is
 */
public record BreakerStatus(
        String key, CircuitState state, int failures, Optional<Duration> openedAgo, String reason) {}
