package io.resilienceagent.order;

import java.time.Duration;
import java.time.Instant;

/**
 * An order as it is shown.
 *
 * @param id the number by which it is resolved
 * @param joinPoint where it was to be sent
 * @param order the order in words
 * @param state where it is in its life
 * @param exchangeId the exchange's id; empty while not known
 * @param reason why it is in its state; may be empty
 * @param begun when it was to be sent, on the wall clock
 * @param inState how long it has been in its state
 * @param fromBefore whether an earlier process sent it
 */
public record OrderRecord(
        long id,
        String joinPoint,
        String order,
        OrderState state,
        String exchangeId,
        String reason,
        Instant begun,
        Duration inState,
        boolean fromBefore) {
    static OrderRecord of(LiveOrder order, OrderTime time) {
        return new OrderRecord(
                order.id(),
                order.terms().joinPoint(),
                order.signature().describe(),
                order.state(),
                order.exchangeId(),
                order.reason(),
                Instant.ofEpochMilli(time.moment(order.begun()).wallMillis()),
                Duration.ofNanos(Math.max(0, time.nanos() - order.ended())),
                order.fromBefore());
    }
}
