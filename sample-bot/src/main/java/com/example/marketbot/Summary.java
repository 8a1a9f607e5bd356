package com.example.marketbot;

import com.example.marketbot.chores.Hang;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param ordersSent orders that left the bot
 * @param ordersExecuted orders that the exchange executed, by its own account, as the two figures after it; they are
 *     null if the exchange could not be asked
 * @param denied how often placing an order failed, by reason
 * @param hang the hang of the bot's own making, or null if there was none
 */
public record Summary(
        String scenario,
        long ticks,
        long signals,
        long ordersSent,
        Long ordersExecuted,
        Long duplicatesExecuted,
        Long nakedSellsReceived,
        Map<String, Long> denied,
        LoopStats.Figures loop,
        Hang hang) {

    /** Sums up a run; the ledger and the hang may be null. */
    public static Summary of(
            String scenario,
            LoopStats stats,
            long signals,
            long sent,
            LedgerSummary ledger,
            Map<String, Long> denied,
            Hang hang) {
        return new Summary(
                scenario,
                stats.ticks(),
                signals,
                sent,
                ledger == null ? null : ledger.executed(),
                ledger == null ? null : ledger.duplicates(),
                ledger == null ? null : ledger.nakedSellsReceived(),
                denied,
                stats.figures(),
                hang);
    }
}
