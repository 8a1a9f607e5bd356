package io.resilienceagent.order;

import io.resilienceagent.order.OrderTime.Moment;

/**
 * One entry of the journal.
 *
 * @param kind what happened
 * @param id the order's number in the journal; 0 for {@link Kind#KNOWN_ID}
 * @param at when it happened
 * @param intent what was to be sent, for {@link Kind#INTENT} only; else null
 * @param text the exchange's id of an accepted or known order (empty: not told), else why
 * @param symbol the symbol of a {@link Kind#KNOWN_ID}; else empty
 */
record JournalRecord(Kind kind, long id, Moment at, Intent intent, String text, String symbol) {
    /** What happened to an order. The numbers are in files: never reuse one. */
    enum Kind {
        INTENT(1),
        ACCEPTED(2),
        REJECTED(3),
        UNKNOWN(4),
        /** An order accepted earlier that has left the book, of which only the exchange's id is remembered. */
        KNOWN_ID(5);

        final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind numbered(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** An order that is about to be sent. */
    record Intent(String joinPoint, OrderSignature signature, long withinNanos, long settleNanos) {}

    static JournalRecord intent(long id, Moment at, Intent intent) {
        return new JournalRecord(Kind.INTENT, id, at, intent, "", "");
    }

    static JournalRecord outcome(Kind kind, long id, Moment at, String text) {
        return new JournalRecord(kind, id, at, null, text, "");
    }

    static JournalRecord knownId(Moment at, String symbol, String exchangeId) {
        return new JournalRecord(Kind.KNOWN_ID, 0, at, null, exchangeId, symbol);
    }
}
