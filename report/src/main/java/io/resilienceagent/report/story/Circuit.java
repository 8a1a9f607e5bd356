package io.resilienceagent.report.story;

/**
 * A circuit breaker changed its state.
 *
 * @param at when, in nanoseconds since 1970
 * @param joinPoint whose breaker
 * @param key for which symbol or the like; may be empty
 * @param from the state before
 * @param to the state from then on
 * @param reason why
 */
public record Circuit(long at, String joinPoint, String key, String from, String to, String reason) {
    /** The breaker's name. */
    public String breaker() {
        return key.isEmpty() || key.equals("-") ? joinPoint : joinPoint + " " + key;
    }
}
