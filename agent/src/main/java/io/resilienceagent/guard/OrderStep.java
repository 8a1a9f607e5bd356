package io.resilienceagent.guard;

import java.util.function.Supplier;

/**
 * An order of which more is known now: its call has ended, or its outcome turned out later.
 *
 * @param id its number in the journal
 * @param joinPoint where it was to be sent
 * @param order tells the order in words, to those who want to know
 * @param from where it was in its life, as {@code INTENT}
 * @param outcome where it is now: {@code ACCEPTED}, {@code REJECTED} or {@code UNKNOWN}
 * @param exchangeId the exchange's id; empty while not known
 * @param reason why; may be empty
 * @param tookNanos since its call began, in nanoseconds
 * @param fromBefore whether an earlier process sent it
 */
public record OrderStep(
        long id,
        String joinPoint,
        Supplier<String> order,
        String from,
        String outcome,
        String exchangeId,
        String reason,
        long tookNanos,
        boolean fromBefore) {}
