package io.resilienceagent.order;

import java.util.List;
import java.util.Map;

/**
 * An exchange's answer that lists orders.
 *
 * @param orders the listed orders
 * @param symbol the only symbol that the answer is about; null for all
 * @param started the tick at which the question was asked
 * @param complete whether every order of the last time is in it, open or finished: then what is absent is not placed.
 *     In a list of open orders absence proves nothing, the order may be filled
 */
public record OrderListing(List<Item> orders, String symbol, long started, boolean complete) {
    /**
     * One listed order.
     *
     * @param id the exchange's id; empty when it has none
     * @param fields the host's values by the names of {@link OrderKey}: symbol, side, quantity, price, ...
     */
    public record Item(String id, Map<String, Object> fields) {}

    /** How a listed order compares with one of ours. */
    enum Likeness {
        /** Every field that can be compared is equal. */
        SAME,
        /** Equal but for rounding: it could be ours, and it could be another. */
        NEAR,
        DIFFERENT
    }
}
