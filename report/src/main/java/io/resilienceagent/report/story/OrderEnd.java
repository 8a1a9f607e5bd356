package io.resilienceagent.report.story;

/**
 * How the call of an order ended, or what turned out of it later.
 *
 * @param at when, in nanoseconds since 1970
 * @param order its number
 * @param joinPoint which join point sent it
 * @param what the order in words
 * @param outcome ACCEPTED, REJECTED or UNKNOWN
 * @param reason why
 */
public record OrderEnd(long at, String order, String joinPoint, String what, String outcome, String reason) {
    /** Whether nobody knows what became of it. */
    public boolean unknown() {
        return outcome.equals("UNKNOWN");
    }
}
