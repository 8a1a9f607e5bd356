package com.example.marketbot.exchange;

import com.example.marketbot.Side;
import java.math.BigDecimal;

/**
 * One order as the exchange received it.
 *
 * @param at when, in milliseconds since the epoch
 * @param orderId the order that came of it, or null
 * @param outcome {@code executed}, {@code slow_answer} or {@code lost_answer} (executed as well), {@code rejected},
 *     {@code server_error}, {@code rate_limited}
 * @param executed whether the exchange took the order
 * @param duplicate whether it had taken another one of the same signal before
 * @param naked whether it was to sell more than was free
 */
public record LedgerEntry(
        long at,
        String signalId,
        String orderId,
        String symbol,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        String outcome,
        boolean executed,
        boolean duplicate,
        boolean naked) {}
